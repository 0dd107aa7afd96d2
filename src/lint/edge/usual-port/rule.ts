import { changedPort, portLocation } from '../../../model/edge/used-edges.ts';
import type { UsedEdge } from '../../../model/model.ts';
import { protocolNames } from '../../../upstream/edge/protocol-names.ts';
import { otlpProtocols, protocols } from '../../../upstream/edge/protocols.ts';
import type { Rule } from '../../rule.ts';

/** A receiver that the manifests do not know, at the port which is usual for another protocol of OTLP. */
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
      const spoken = otlpProtocols.find((protocol) => protocol === sender.protocol);
      const usual = otlpProtocols.find((protocol) => protocols[protocol].port === port);
      if (!spoken || !usual || spoken === usual || isKnown(edge)) return;
      yield {
        ...portLocation(edge),
        message: `port ${port} is the well-known port of ${protocolNames[usual]}, but ${client} speaks ${protocolNames[spoken]}`,
        fix: changedPort(edge, protocols[spoken].port),
      };
    },
  }),
};

/** Whether what listens there is known, and edge/protocol judges it. */
function isKnown({ target }: UsedEdge): boolean {
  if (target.kind === 'service') return target.port?.protocol !== undefined;
  return target.kind !== 'external';
}
