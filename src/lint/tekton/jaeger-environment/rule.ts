import { tektonJaegerVariables } from '../../../upstream/tekton/other-settings.ts';
import { tektonConfigMapName, tektonConfigTracingSince } from '../../../upstream/tekton/tracing.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** Variables of the Jaeger exporter in the controller of a release that does not read them. */
export const jaegerEnvironment: Rule = {
  id: 'tekton/jaeger-environment',
  severity: 'warning',
  rationale:
    'Tekton no longer has the exporter that read these variables; ConfigMap config-tracing sets the endpoint instead',
  source: 'tektoncd/pipeline#6897, #7547 and #8535',
  ignoreWhen:
    'the same manifest also goes to clusters with an older Tekton, which reads the variable',
  since: `tektoncd/pipeline ${tektonConfigTracingSince}`,
  visit({ tektonControllers }) {
    const versions = new Map(tektonControllers.map(({ workload, version }) => [workload, version]));
    return {
      *workload(workload) {
        const version = versions.get(workload);
        if (version === undefined) return;
        for (const { name, path } of workload.containers.flatMap(({ env }) => env)) {
          const until = tektonJaegerVariables.get(name);
          if (until === undefined || !isAtLeast(version, until)) continue;
          const message = `${name} has no effect from Tekton ${until} on, got ${version}`;
          yield { path, message, fix: `endpoint in ConfigMap ${tektonConfigMapName}` };
        }
      },
    };
  },
};
