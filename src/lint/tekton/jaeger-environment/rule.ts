import { tektonConfigTracingSince, tektonOtlpSince } from '../../../upstream/tekton/tracing.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

const variables: Readonly<Record<string, string>> = {
  OTEL_EXPORTER_JAEGER_ENDPOINT: tektonConfigTracingSince,
  OTEL_EXPORTER_JAEGER_USER: tektonOtlpSince,
  OTEL_EXPORTER_JAEGER_PASSWORD: tektonOtlpSince,
};

/** Variables of the Jaeger exporter in the controller of a release that does not read them. */
export const jaegerEnvironment: Rule = {
  id: 'tekton/jaeger-environment',
  severity: 'warning',
  rationale:
    'the exporter that read these variables is gone, ConfigMap config-tracing says where spans go',
  source: 'tektoncd/pipeline#6897, #7547 and #8535',
  *check({ tektonControllers }) {
    for (const { workload, version } of tektonControllers) {
      if (version === undefined) continue;
      for (const { env } of workload.containers) {
        for (const { name, path } of env) {
          const until = Object.hasOwn(variables, name) ? variables[name] : undefined;
          if (until === undefined || !isAtLeast(version, until)) continue;
          const message = `${name} has no effect from Tekton ${until} on, got ${version}`;
          yield {
            object: workload.object,
            path,
            message,
            fix: 'endpoint in ConfigMap config-tracing',
          };
        }
      }
    }
  },
};
