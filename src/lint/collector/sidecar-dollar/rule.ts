import { halvedDollars } from '../../../model/kubernetes/environment.ts';
import { bareDollarsSince } from '../../../upstream/collector/environment.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** An escaped dollar in the configuration of a sidecar, of which Kubernetes takes one away. */
export const sidecarDollar: Rule = {
  id: 'collector/sidecar-dollar',
  severity: 'error',
  aboutVariables: true,
  rationale:
    'the operator passes the configuration of a sidecar in an environment variable, where Kubernetes turns $$ into a single $',
  source:
    'opentelemetry-operator v0.158.0 pkg/sidecar/pod.go; opentelemetry-operator#3262; opentelemetry-collector v0.106.1 confmap/converter/expandconverter',
  ignoreWhen: 'the collector should expand the variable in the braces',
  visit: () => ({
    *collector({ config, mode, operated, collectorVersion }) {
      if (!config || mode !== 'sidecar' || !operated) return;
      const isOld =
        collectorVersion !== undefined && !isAtLeast(collectorVersion, bareDollarsSince);
      for (const { value, path } of textValues(config.value)) {
        const escaped = unescapedBy(value, isOld ? withoutBraces : inBraces);
        if (escaped === undefined) continue;
        yield {
          ...config.location(...path),
          message: `Kubernetes turns ${escaped} into ${halvedDollars(escaped)} before the sidecar's collector reads it, which then expands the variable; write ${escaped.replace(/^\$+/, '$&$&')} for the literal text`,
        };
      }
    },
  }),
};

const inBraces = /(?<!\$)(?:\$\$)+\{[^}]{0,99}\}?/g;
// what a shell takes for a variable, source: Go os.Expand
const withoutBraces = /(?<!\$)(?:\$\$)+(?:\{[^}]{0,99}\}?|[A-Za-z_]\w*|\d)/g;

/** The first escaped variable of a text of which Kubernetes makes one; four dollars are two, and those are one. */
function unescapedBy(value: string, escaped: RegExp): string | undefined {
  return value.match(escaped)?.find((one) => /^(?:\$\$)*\$(?!\$)/.test(halvedDollars(one)));
}
