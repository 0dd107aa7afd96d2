import type { Collector } from '../../../model/collector/instances.ts';
import type { Listener } from '../../../model/collector/listeners.ts';
import { hostsOverlap } from '../../../model/edge/address.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import { ownPorts } from '../../../upstream/collector/telemetry.ts';
import type { Rule } from '../../rule.ts';

/** Two things in a collector that listen on one port. */
export const portCollision: Rule = {
  id: 'collector/port-collision',
  severity: 'error',
  rationale:
    'the second listener on the same port gets "address already in use", and the collector fails to start',
  source: 'opentelemetry-collector v0.158.0 service, bind: address already in use',
  ignoreWhen:
    'never for two ports that both stand in the configuration: an address is bound once. If one of them is a default, a release newer than the linter knows may have moved it',
  visit({ listeners }) {
    const byCollector = groupBy(listeners, ({ collector }) => collector);
    return {
      *collector(collector) {
        const taken = new Map<string, Taken[]>();
        for (const place of takenPorts(collector, byCollector.get(collector) ?? [])) {
          const key = `${place.port}/${place.transport}`;
          const others = taken.get(key) ?? [];
          const other = others.find((candidate) => hostsOverlap(candidate.host, place.host));
          taken.set(key, [...others, place]);
          if (!other) continue;
          yield {
            object: place.object,
            path: place.path,
            message: `${place.what} listens on port ${place.port}, which is already in use by ${other.what}`,
          };
        }
      },
    };
  },
};

interface Taken extends Location {
  readonly what: string;
  readonly port: number;
  readonly transport: 'TCP' | 'UDP';
  /** Unset when it is not known. */
  readonly host?: string;
}

/** Ports in use, those of the collector itself first. */
function takenPorts(
  { config, collectorVersion }: Collector,
  listeners: readonly Listener[],
): Taken[] {
  if (!config) return [];
  const own = ownPorts(config.value, collectorVersion).map(
    ({ what, port, host, path }): Taken => ({
      what,
      port,
      transport: 'TCP',
      host,
      ...config.location(...path),
    }),
  );
  const components = listeners.map((listener): Taken => {
    const { component, path } = listener;
    const protocol =
      path[component.path.length] === 'protocols' ? path[component.path.length + 1] : '';
    return {
      ...listener,
      what: `${component.kind.slice(0, -1)} ${component.id} ${protocol}`.trim(),
    };
  });
  return [...own, ...components];
}
