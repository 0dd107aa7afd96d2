import { changedPort, portLocation } from '../../../model/edge/used-edges.ts';
import type { UsedEdge } from '../../../model/model.ts';
import { clickHousePorts } from '../../../upstream/clickhouse/image-ports.ts';
import { protocolNames } from '../../../upstream/edge/protocol-names.ts';
import { otlpProtocols, type Protocol, protocols } from '../../../upstream/edge/protocols.ts';
import type { Rule } from '../../rule.ts';

/** Protocols that one server speaks, each with its well-known port. */
const families: readonly (readonly (readonly [Protocol, number])[])[] = [
  otlpProtocols.map((protocol) => [protocol, protocols[protocol].port]),
  Object.entries(clickHousePorts).map(([port, protocol]) => [protocol, Number(port)]),
];

/** A receiver that the manifests do not know, at the port which is usual for another of its protocols. */
export const usualPort: Rule = {
  id: 'edge/usual-port',
  severity: 'info',
  rationale:
    'by default a well-known port accepts only its well-known protocol, and does not answer another one',
  source: 'opentelemetry-specification protocol/exporter.md; opentelemetry-collector-contrib#32892',
  ignoreWhen: 'the receiver accepts this protocol on the port, or several protocols',
  visit: () => ({
    *edge(edge) {
      const { sender, client, port } = edge;
      const ports =
        families.find((family) => family.some(([one]) => one === sender.protocol)) ?? [];
      const spoken = ports.find(([protocol]) => protocol === sender.protocol);
      const usual = ports.find(([, number]) => number === port);
      if (!spoken || !usual || spoken === usual || isKnown(edge)) return;
      yield {
        ...portLocation(edge),
        message: `port ${port} is the well-known port of ${protocolNames[usual[0]]}, but ${client} speaks ${protocolNames[spoken[0]]}`,
        fix: changedPort(edge, spoken[1]),
      };
    },
  }),
};

/** Whether what listens there is known, and edge/protocol judges it. */
function isKnown({ target }: UsedEdge): boolean {
  if (target.kind === 'service') return target.port?.protocol !== undefined;
  return target.kind !== 'external';
}
