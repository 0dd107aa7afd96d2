import {
  misspeltName,
  namesByNamespace,
  namespacesByName,
  onlyElsewhere,
} from '../../../model/kubernetes/name-index.ts';
import { dapr } from '../../../upstream/platform/tracing.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A pod whose Dapr is to read a Configuration that its namespace does not have, as far as the manifests tell. */
export const missingConfiguration: Rule = {
  id: 'platform/missing-configuration',
  severity: 'warning',
  rationale:
    'the sidecar of Dapr reads its Configuration in the namespace of the pod, and ends where there is none of that name',
  ignoreWhen: 'the namespace gets the Configuration from elsewhere',
  source:
    'dapr v1.14.4 pkg/injector/annotations, pkg/runtime/config.go, pkg/operator/api/configurations.go',
  visit({ objects }) {
    const names = namesByNamespace(objects, dapr.kind, dapr.group);
    const namespaces = namespacesByName(objects, dapr.kind, dapr.group);
    // one without a namespace is in whichever kubectl is told
    const anywhere = names.get('') ?? [];
    return {
      *workload({ object: { namespace }, podPath, podAnnotations }) {
        const name = podAnnotations[dapr.annotations.config];
        const isOn = dapr.annotations.on.test(podAnnotations[dapr.annotations.enabled] ?? '');
        if (!isOn || !name || namespace === '' || anywhere.includes(name)) return;
        const here = names.get(namespace) ?? [];
        const elsewhere = onlyElsewhere(namespaces, namespace, name);
        if (here.includes(name) || (here.length === 0 && !elsewhere)) return;
        const known = elsewhere
          ? `which is in ${listed(elsewhere, ' and ')}`
          : `while there is ${listed(here, ' and ')}`;
        yield {
          path: [...podPath, 'metadata', 'annotations', dapr.annotations.config],
          message: `${dapr.annotations.config} must name a Configuration of namespace ${namespace}, where the pod runs, got '${name}', ${known}`,
          fix: misspeltName(name, here),
        };
      },
    };
  },
};
