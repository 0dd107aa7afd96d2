import { portReached, reachesPods } from '../../../model/edge/targets.ts';
import { changedPort, portLocation, serviceName } from '../../../model/edge/used-edges.ts';
import type { Service, ServicePort, UsedEdge } from '../../../model/model.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A port that the Service does not have: of another protocol, of a receiver that is not enabled, or none at all. */
export const port: Rule = {
  id: 'edge/port',
  severity: 'error',
  rationale:
    'the Service does not have this port, or is headless and leads no port to another, so the connection is refused or times out',
  source:
    'opentelemetry-operator v0.158.0 internal/manifests/collector/service.go; jaeger-operator v1.51.0 pkg/service',
  ignoreWhen:
    'the Service in the cluster gets that port from elsewhere: a patch, an overlay, another Service of that name, or a release of the operator that opens it',
  visit: () => ({
    *edge(edge) {
      const { target, port, sender, client, address } = edge;
      if (target.kind !== 'service' || port === undefined) return;
      const { service } = target;
      if (target.port) {
        // the port of a headless Service is found as well, but nobody is there
        const isThere = service.ports.some((one) => portReached(sender, service, one) === port);
        // pods of which no more is known may listen on both
        if (!isThere && target.port.listener) yield unreached(edge, service, target.port);
        return;
      }
      // any port of the pods is reached where a client looks for them
      if (reachesPods(sender, service) && !service.derived) return;
      const given = address?.port ?? sender.port;
      const asked = given === undefined ? `${port}, because no port is given` : `${port}`;
      yield {
        ...portLocation(edge),
        message: `${client} must connect to a port of Service ${serviceName(service, sender)} (${portList(service)}), got ${asked}`,
        fix: usualPort(edge, service),
      };
    },
  }),
};

function unreached(edge: UsedEdge, service: Service, found: ServicePort): Finding {
  const reached = portReached(edge.sender, service, found);
  return {
    ...portLocation(edge),
    message: `${edge.client} must connect to ${reached}, where the pods of the headless Service ${serviceName(service, edge.sender)} listen, got ${edge.port}`,
    fix: changedPort(edge, reached),
  };
}

function portList({ ports }: Service): string {
  const texts = ports.map(({ port: number, name }) => (name ? `${number} ${name}` : `${number}`));
  return texts.length > 0 ? listed(texts) : 'it has none';
}

function usualPort(edge: UsedEdge, service: Service): string | undefined {
  const { protocol } = edge.sender;
  const match = service.ports.find(
    (candidate) => candidate.protocol === protocol && candidate.transport === 'TCP',
  );
  return protocol && match
    ? changedPort(edge, portReached(edge.sender, service, match))
    : undefined;
}
