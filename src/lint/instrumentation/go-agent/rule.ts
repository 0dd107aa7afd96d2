import { goExecutableAnnotation } from '../../../upstream/instrumentation/languages.ts';
import type { Rule } from '../../rule.ts';

const variable = 'OTEL_GO_AUTO_TARGET_EXE';

/** A pod that the agent for Go cannot be injected into, or which nothing tells what program to attach to. */
export const goAgent: Rule = {
  id: 'instrumentation/go-agent',
  severity: 'error',
  rationale:
    'the agent for Go attaches to the program that it is told, in the one container of a pod that shares its processes',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/golang.go',
  *check({ injections, objects }) {
    for (const { injects, object, path, place, annotation, target, workload } of injections) {
      if (injects !== 'go' || target?.status !== 'found' || !workload || place !== 'pod') continue;
      const location = { object, path };
      const { podSpec, containers, podAnnotations } = workload;
      const count = containers.filter(({ init }) => !init).length;
      if (count > 1) {
        yield {
          ...location,
          message: `${annotation} is for pods of one container, there are ${count}`,
        };
      }
      if (podSpec.shareProcessNamespace === false) {
        yield {
          ...location,
          message: `${annotation} is for pods that share processes, shareProcessNamespace is false`,
        };
      }
      const namespace = objects.find('Namespace', '', workload.object.namespace);
      const annotations = [podAnnotations, namespace?.annotations ?? {}];
      if (annotations.some((one) => Object.hasOwn(one, goExecutableAnnotation))) continue;
      const { env = [], languages = [] } = target.instrumentation ?? {};
      const go = languages.find(({ language }) => language === 'go')?.env ?? [];
      if ([...env, ...go].some(({ name }) => name === variable)) continue;
      yield {
        ...location,
        message: `${annotation} needs ${goExecutableAnnotation} with the path of the program, there is none`,
      };
    }
  },
};
