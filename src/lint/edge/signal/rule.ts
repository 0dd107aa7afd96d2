import type { Sender } from '../../../model/edge/senders.ts';
import type { Model, Service, ServicePort } from '../../../model/model.ts';
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
  ignoreWhen:
    'the exporter is to try, and what it drops is nothing that anybody misses, or the program does not go by the variables that name its exporters',
  visit: (model) => ({
    *edge({ sender, target, client }) {
      const { signals } = sender;
      if (signals === undefined || target.kind !== 'service' || !target.port) return;
      if (!speaksOtlp(sender)) return;
      const ends = endsOf(model, target.service, target.port);
      const refusing = ends.filter(({ taken }) => !signals.every((one) => taken.includes(one)));
      const refused = signals.filter((one) => refusing.some(({ taken }) => !taken.includes(one)));
      if (refused.length === 0) return;
      const [only] = ends;
      const takers =
        ends.length === 1 && only
          ? `which takes ${listed(only.taken, ' and ')} alone`
          : `behind which ${listed(refusing.map(takerText), ' and ')}`;
      yield {
        // not every SDK goes by the variables that name its exporters
        severity: sender.grammar === 'sdk' ? 'warning' : undefined,
        message: `${client} must not send ${listed(refused, ' and ')} to Service ${target.service.name}, ${takers}`,
      };
    },
  }),
};

/** Whether a sender speaks OTLP, over gRPC or HTTP. */
function speaksOtlp({ protocol, possible = [] }: Sender): boolean {
  const spoken = protocol ? [protocol] : possible;
  return spoken.length > 0 && spoken.every((one) => otlpProtocols.some((otlp) => otlp === one));
}

/** Pods behind a port, by what makes them, of which the signals are known that they take. */
interface End {
  readonly name: string;
  readonly taken: readonly string[];
}

/** All that a port leads to; a Service may select the pods of several. */
function endsOf(model: Model, service: Service, port: ServicePort): End[] {
  return [service, ...(service.others ?? [])].flatMap((one): End[] => {
    const own = one.ports.find(
      (candidate) => candidate.port === port.port && candidate.transport === port.transport,
    );
    const taken = own && takenBy(model, one, own);
    if (!taken || taken.length === 0) return [];
    const name = one.collector
      ? `collector ${one.collector.name}`
      : `Jaeger ${(one.jaeger ?? one.workload?.object)?.name}`;
    return [{ name, taken }];
  });
}

function takerText({ name, taken }: End): string {
  return `${name} takes ${listed(taken, ' and ')} alone`;
}

/** Signals that a port takes; undefined where that is not known. */
function takenBy(
  { jaegerRoles }: Model,
  { jaeger, collector, workload }: Service,
  { listener }: ServicePort,
): readonly string[] | undefined {
  const isJaeger = jaeger ?? jaegerRoles.some((role) => workload && role.workload === workload);
  if (isJaeger) return ['traces'];
  if (!collector?.config || listener?.component.type !== 'otlp') return undefined;
  return [
    ...new Set(collector.config.pipelinesOf(listener.component).map((pipeline) => pipeline.signal)),
  ];
}
