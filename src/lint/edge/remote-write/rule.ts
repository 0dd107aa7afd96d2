import { serviceHost } from '../../../model/edge/address.ts';
import type { Model, UsedEdge } from '../../../model/model.ts';
import {
  endsOfOperated,
  endsOfService,
  type RemoteWriteEnd,
} from '../../../model/prometheus/receivers.ts';
import { remoteWriteFlag, remoteWritePath } from '../../../upstream/prometheus/remote-write.ts';
import type { Rule } from '../../rule.ts';

/** Metrics that are written to a Prometheus which takes none. */
export const remoteWrite: Rule = {
  id: 'edge/remote-write',
  severity: 'error',
  rationale:
    'a Prometheus answers 404 to remote write unless its receiver is switched on, and the exporter drops the metrics',
  source:
    'prometheus v0.313.2 web/api/v1/api.go; prometheus-operator v0.76.0 pkg/prometheus/common.go',
  ignoreWhen: 'something between the collector and Prometheus takes the metrics instead of it',
  visit: (model) => ({
    *edge(edge) {
      const { sender, address, client } = edge;
      const type = sender.component?.type.replaceAll('_', '');
      if (type !== 'prometheusremotewrite' || !address?.path?.endsWith(remoteWritePath)) return;
      const ends = endsOf(edge, model);
      const [end] = ends;
      if (!end || ends.some(({ takes }) => takes !== false)) return;
      const { kind, name } = end.object;
      const setting = end.object.kind.startsWith('Prometheus')
        ? 'enableRemoteWriteReceiver: true'
        : `--${remoteWriteFlag}`;
      yield {
        message: `${client} must not write to ${kind} ${name}, which takes no remote write without ${setting}`,
      };
    },
  }),
};

/** Whatever Prometheus an edge leads to; nothing where it may be another one. */
function endsOf({ target, address, sender }: UsedEdge, { objects }: Model): RemoteWriteEnd[] {
  if (target.kind === 'service' && target.port) {
    return endsOfService(objects, target.service, target.port);
  }
  const host = target.kind === 'external' && address ? serviceHost(address.host) : undefined;
  return host ? endsOfOperated(objects, host.name, host.namespace ?? sender.namespace) : [];
}
