import { halvedDollars } from '../../../model/kubernetes/environment.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** An escaped dollar in the configuration of a sidecar, of which Kubernetes takes one away. */
export const sidecarDollar: Rule = {
  id: 'collector/sidecar-dollar',
  severity: 'error',
  aboutVariables: true,
  rationale:
    'the configuration of a sidecar comes in a variable of its container, where Kubernetes makes one dollar of two',
  source: 'opentelemetry-operator v0.158.0 pkg/sidecar/pod.go; opentelemetry-operator#3262',
  ignoreWhen: 'the collector is to replace what stands in the braces',
  visit: () => ({
    *collector({ config, mode, operated }) {
      if (!config || mode !== 'sidecar' || !operated) return;
      for (const { value, path } of textValues(config.value)) {
        const [escaped] = /(?<!\$)(?:\$\$)+\{[^}]{0,99}\}?/.exec(value) ?? [];
        // four are two, and those are one
        const left = escaped === undefined ? '' : halvedDollars(escaped);
        if (escaped === undefined || !/^(?:\$\$)*\$\{/.test(left)) continue;
        yield {
          ...config.location(...path),
          message: `${escaped} is ${left} when the collector of a sidecar reads it, which is a variable; it takes ${escaped.replace(/^\$+/, '$&$&')} to be a text`,
        };
      }
    },
  }),
};
