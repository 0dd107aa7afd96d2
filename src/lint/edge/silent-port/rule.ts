import type { Collector } from '../../../model/collector/instances.ts';
import type { Jaeger } from '../../../model/jaeger/instances.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Service } from '../../../model/model.ts';
import { isNoJaegerPort } from '../../../upstream/jaeger/ports.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { list, number, own } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';
import { hasNeighbours, SilentPorts } from '../silent-ports.ts';

/** A port that is offered for a collector or a Jaeger, and on which nothing in the pod listens. */
export const silentPort: Rule = {
  id: 'edge/silent-port',
  severity: 'warning',
  rationale:
    'nothing in the pods listens on this port, so connections are refused and what is sent there is lost',
  source:
    'Kubernetes v1.36.3 api core/v1 ServicePort; opentelemetry-operator v0.158.0 internal/components; jaeger v1.65.0 ports/ports.go',
  ignoreWhen:
    'the listener is outside the manifests, such as a proxy that a webhook injects into the pod, or comes with a later change',
  visit({ services, listeners }) {
    const silent = new SilentPorts(listeners);
    const written = new Map(
      services.all.flatMap((one) => (one.derived ? [] : [[one.object, one] as const])),
    );
    return {
      *collector(collector) {
        if (collector.operated) yield* offered(collector, silent);
      },
      *object(object) {
        if (object.kind !== 'Service' || object.group !== '') return;
        const service = written.get(object);
        if (service) yield* ofService(service, silent);
      },
    };
  },
};

/** Ports of a custom resource, which its operator puts into Services. */
function* offered(collector: Collector, silent: SilentPorts): Iterable<Finding> {
  const { object } = collector;
  if (hasNeighbours(collector)) return;
  for (const [index, entry] of portsOf(object).entries()) {
    const port = number(own(entry, 'targetPort') ?? own(entry, 'port'));
    if (port === undefined || own(entry, 'protocol') === 'UDP') continue;
    if (!silent.isSilent(collector, port)) continue;
    yield { object, path: ['spec', 'ports', index], message: silence(collector, port, silent) };
  }
}

/** Ports of a Service in the manifests, which may lead to the pods of several. */
function* ofService(service: Service, silent: SilentPorts): Iterable<Finding> {
  const { object } = service;
  const ends = [service, ...(service.others ?? [])].map((end) => ({
    end,
    ports: new Map(end.ports.toReversed().map((port) => [`${port.port}/${port.transport}`, port])),
  }));
  for (const [index, entry] of portsOf(object).entries()) {
    const messages = ends.map(({ end, ports }) => {
      const found = ports.get(`${number(own(entry, 'port'))}/TCP`);
      return found?.targetPort === undefined || own(entry, 'protocol') === 'UDP'
        ? undefined
        : silenceBehind(end, found.targetPort, silent);
    });
    const [message] = messages;
    // one that answers is enough, such as a later release beside an earlier one
    if (message === undefined || messages.includes(undefined)) continue;
    yield { object, path: ['spec', 'ports', index], message };
  }
}

function portsOf({ value }: KubeObject): readonly unknown[] {
  return list(own(value.spec, 'ports'));
}

function silenceBehind(
  { collector, jaeger }: Service,
  port: number,
  silent: SilentPorts,
): string | undefined {
  if (jaeger)
    return isSilentJaeger(jaeger, port) ? `${nobody(port)} Jaeger ${jaeger.name}` : undefined;
  if (!collector || hasNeighbours(collector) || !silent.isSilent(collector, port)) return undefined;
  return silence(collector, port, silent);
}

const nobody = (port: number) => `nothing listens on port ${port} in the pods of`;

function silence(collector: Collector, port: number, silent: SilentPorts): string {
  const open = listed(silent.open(collector));
  return `${nobody(port)} ${collector.name}, which listens on ${open || 'none'}`;
}

/** Whether a port is none of any component of a Jaeger, whose options move none. */
function isSilentJaeger({ roles }: Jaeger, port: number): boolean {
  const moved = roles.some(({ options, complete }) => {
    const keys = [...options.keys()];
    return !complete || keys.some((key) => /host-port|http-server|listen/.test(key));
  });
  return !moved && isNoJaegerPort(port);
}
