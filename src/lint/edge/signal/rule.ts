import type { Service, ServicePort } from '../../../model/model.ts';
import { otlpProtocols } from '../../../upstream/edge/protocols.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** Metrics, logs or spans that are sent to a receiver which takes none of them. */
export const signal: Rule = {
  id: 'edge/signal',
  severity: 'error',
  rationale:
    'a receiver of OTLP takes the signals of its pipelines alone, and Jaeger spans alone; others are refused and dropped',
  source:
    'opentelemetry-collector v0.158.0 receiver/otlpreceiver/otlp.go; jaeger v1.65.0 cmd/collector/app/handler/otlp_receiver.go',
  ignoreWhen: 'the exporter is to try, and what it drops is nothing that anybody misses',
  visit: () => ({
    *edge({ sender, target, client }) {
      const { signals, protocol } = sender;
      if (signals === undefined || target.kind !== 'service' || !target.port) return;
      if (!otlpProtocols.some((one) => one === protocol)) return;
      const taken = takenBy(target.service, target.port);
      const refused = signals.filter((one) => taken?.includes(one) === false);
      if (!taken || taken.length === 0 || refused.length === 0) return;
      yield {
        message: `${client} must not send ${listed(refused, ' and ')} to Service ${target.service.name}, which takes ${listed(taken, ' and ')} alone`,
      };
    },
  }),
};

/** Signals that a port takes; undefined where that is not known. */
function takenBy(
  { jaeger, collector }: Service,
  { listener }: ServicePort,
): readonly string[] | undefined {
  if (jaeger) return ['traces'];
  if (!collector?.config || listener?.component.type !== 'otlp') return undefined;
  return [
    ...new Set(collector.config.pipelinesOf(listener.component).map((pipeline) => pipeline.signal)),
  ];
}
