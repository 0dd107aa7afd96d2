import type { Sender } from '../../../model/edge/senders.ts';
import { clientName } from '../../../model/edge/used-edges.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Model, Service, ServicePort } from '../../../model/model.ts';
import { otlpProtocols } from '../../../upstream/edge/protocols.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** Metrics, logs or spans that are sent to a receiver which takes none of them. */
export const signal: Rule = {
  id: 'edge/signal',
  severity: 'error',
  rationale:
    'an OTLP receiver accepts only the signals of its pipelines, and Jaeger only traces; it rejects others, and they are dropped',
  source:
    'opentelemetry-collector v0.158.0 receiver/otlpreceiver/otlp.go; jaeger v1.65.0 cmd/collector/app/handler/otlp_receiver.go',
  ignoreWhen:
    'nobody misses the data that the exporter drops, or the program ignores the variables that choose its exporters',
  visit: (model) => ({
    *edge({ sender, senders, target }) {
      if (target.kind !== 'service' || !target.port || !speaksOtlp(sender)) return;
      const ends = endsOf(model, target.service, target.port);
      // those who send the same are told of together
      const alike = groupBy(senders, (one) => refusedOf(one, ends).join(','));
      for (const [key, group] of alike) {
        if (key === '') continue;
        const refused = key.split(',');
        yield {
          // not every SDK goes by the variables that name its exporters
          severity: sender.grammar === 'sdk' ? 'warning' : undefined,
          message: `${clientName(group)} must not send ${listed(refused, ' and ')} to Service ${target.service.name}, ${takersText(ends, refused)}`,
        };
      }
    },
  }),
};

/** Signals of a sender that one of the ends does not take. */
function refusedOf({ signals = [] }: Sender, ends: readonly End[]): string[] {
  return signals.filter((one) => ends.some(({ taken }) => !taken.includes(one)));
}

function takersText(ends: readonly End[], refused: readonly string[]): string {
  const [only] = ends;
  if (ends.length === 1 && only) return `which accepts only ${listed(only.taken, ' and ')}`;
  const refusing = ends.filter(({ taken }) => refused.some((one) => !taken.includes(one)));
  return `behind which ${listed(refusing.map(takerText), ' and ')}`;
}

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
  return `${name} accepts only ${listed(taken, ' and ')}`;
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
