import { bracesNeededSince } from '../../../upstream/collector/environment.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** Two dollars in the configuration of a sidecar, of which the collector sees one. */
export const sidecarDollars: Rule = {
  id: 'collector/sidecar-dollars',
  severity: 'warning',
  aboutVariables: true,
  rationale:
    'the operator hands a sidecar its configuration in a variable, where Kubernetes makes $ of $$ before the collector does: what was meant as text is replaced as a variable',
  source:
    'opentelemetry-operator v0.148.0 pkg/sidecar/pod.go; Kubernetes v1.36 EnvVar.value; opentelemetry-collector v0.104.0 confmap',
  ignoreWhen: 'the variable is meant to be replaced in the sidecar',
  visit: () => ({
    *collector({ config, mode, operated, version }) {
      if (!config || mode !== 'sidecar' || !operated) return;
      // names without braces are left as they are since then
      const isReplaced =
        version !== undefined && !isAtLeast(version, bracesNeededSince) ? /[{\w]/ : /\{/;
      for (const { value, path } of textValues(config.value)) {
        const [got, sign = ''] = /(?<!\$)\$\$([{\w])/.exec(value) ?? [];
        if (got === undefined || !isReplaced.test(sign)) continue;
        yield {
          ...config.location(...path),
          message: `two dollars must be four in a sidecar, of which Kubernetes and the collector make one, got '${got}'`,
          fix: `$$${got}`,
        };
      }
    },
  }),
};
