import type { Collector } from '../../../model/collector/instances.ts';
import { isProvidedVariable, neededVariables } from '../../../upstream/collector/environment.ts';
import {
  isGivenNode,
  needsNode,
  nodeVariables,
} from '../../../upstream/collector/pod/variables.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** A variable that the container does not have. */
export const undefinedVariable: Rule = {
  id: 'collector/undefined-variable',
  severity: 'warning',
  aboutVariables: true,
  rationale:
    'an environment variable that is not set becomes an empty string, such as an empty address, token or node name',
  source: 'opentelemetry-collector v0.158.0 confmap/provider/envprovider',
  ignoreWhen:
    'a webhook or the entrypoint of the image sets the variable when the container starts; or an empty string is meant, for which `:-` behind the name needs no ignore',
  visit: () => ({
    *collector(collector) {
      const { config, env } = collector;
      if (!config || hasMoreVariables(collector)) return;
      const names = new Set(env.map(({ name }) => name));
      for (const { value, path } of textValues(config.value)) {
        for (const name of neededVariables(value)) {
          if (names.has(name) || isProvidedVariable(name)) continue;
          yield {
            ...config.location(...path),
            message: `variable ${name} is not set in the collector's container`,
          };
        }
      }
    },
    *component(component, collector) {
      const { kind, type, settings, id } = component;
      if (!collector.config.isEnabled(component) || hasMoreVariables(collector)) return;
      const asked = new Set(nodeVariables(`${kind}/${type}`, settings));
      if (asked.size === 0) return;
      const names = new Set(collector.env.map(({ name }) => name));
      const others = collector.config.components.map((one) => `${one.kind}/${one.type}`);
      for (const name of asked) {
        if (names.has(name) || (collector.operated && isGivenNode(name, others))) continue;
        const needed = needsNode(`${kind}/${type}`, collector.collectorVersion);
        yield {
          message: `${id} reads its node's name from variable ${name}, which is not set in the collector's container`,
          severity: needed ? 'error' : undefined,
        };
      }
    },
  }),
};

/** Whether variables come from a whole ConfigMap or Secret, from the pod beside a sidecar, or from an image of somebody's. */
function hasMoreVariables({ object, operated, container, mode, distribution }: Collector): boolean {
  const from = operated ? at(object.value, 'spec', 'envFrom') : container?.value.envFrom;
  return list(from).length > 0 || mode === 'sidecar' || (!operated && distribution === undefined);
}
