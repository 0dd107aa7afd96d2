import type { Collector } from '../../../model/collector/instances.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

// what Kubernetes, the operator and the images set
const given =
  /^(POD_NAME|POD_NAMESPACE|NAMESPACE|NODE_NAME|K8S_\w+|KUBE_NODE_NAME|SHARD|GOMEMLIMIT|GOMAXPROCS|HOSTNAME|HOME|PATH|KUBERNETES_\w+|OTEL_\w+|\w+_SERVICE_(HOST|PORT)\w*|\w+_PORT(_\w+)?)$/;

/** A variable that the container does not have. */
export const undefinedVariable: Rule = {
  id: 'collector/undefined-variable',
  severity: 'warning',
  rationale:
    'a variable that is not set is replaced by nothing, and an address or a token is empty then',
  source: 'opentelemetry-collector v0.158.0 confmap/provider/envprovider',
  *check({ collectors }) {
    for (const collector of collectors) {
      const { config, env } = collector;
      if (!config || hasMoreVariables(collector)) continue;
      const names = new Set(env.map(({ name }) => name));
      for (const { value, path } of textValues(config.value)) {
        for (const [, name = ''] of value.matchAll(/(?<!\$)\$\{env:([A-Za-z_]\w*)\}/g)) {
          if (names.has(name) || given.test(name)) continue;
          yield {
            ...config.location(...path),
            message: `variable ${name} is not set in the collector's container`,
          };
        }
      }
    }
  },
};

/** Whether variables come from a whole ConfigMap or Secret, from the pod beside a sidecar, or from an image of somebody's. */
function hasMoreVariables({ object, operated, container, mode, distribution }: Collector): boolean {
  const from = operated ? at(object.value, 'spec', 'envFrom') : container?.value.envFrom;
  return list(from).length > 0 || mode === 'sidecar' || (!operated && distribution === undefined);
}
