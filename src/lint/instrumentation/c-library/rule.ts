import type { Workload } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { isAlpine, libraryAnnotation } from '../../../upstream/instrumentation/obstacles.ts';
import type { Rule } from '../../rule.ts';
import { injectedWorkloads, instrumentedContainers } from '../containers.ts';

/** An agent built for glibc, for a container whose image is built on Alpine by its name. */
export const cLibrary: Rule = {
  id: 'instrumentation/c-library',
  severity: 'warning',
  rationale:
    'the Python and .NET agents are built for glibc unless an annotation says musl, and fail to load on Alpine',
  ignoreWhen:
    'the image uses glibc, whatever its name says, or a Namespace outside the manifests has the annotation',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/python.go and dotnet.go',
  visit(model) {
    const injected = injectedWorkloads(model);
    return {
      *workload(workload) {
        const found = injected.get(workload);
        if (!found) return;
        for (const injection of found.injections) {
          const library = libraryAnnotation(injection.injects);
          if (!library || isSaid(workload, library.annotation, model)) continue;
          for (const container of instrumentedContainers(workload, injection, found)) {
            const { image = '', name } = container;
            if (!isAlpine(image)) continue;
            const path = [...container.path, 'image'];
            const message = `${injection.annotation} needs ${library.annotation} for container ${name}, whose image looks like Alpine`;
            yield { path, message, fix: `${library.annotation}: ${library.values.musl}` };
          }
        }
      },
    };
  },
};

/** Whether pods, or their Namespace, say which C library they have. */
function isSaid({ object, podAnnotations }: Workload, annotation: string, { objects }: Model) {
  const namespace = objects.find('Namespace', '', object.namespace);
  return [podAnnotations, namespace?.annotations ?? {}].some((one) =>
    Object.hasOwn(one, annotation),
  );
}
