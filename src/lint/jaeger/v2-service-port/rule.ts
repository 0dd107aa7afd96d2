import type { CollectorConfig } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import type { Listener } from '../../../model/collector/listeners.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Workload } from '../../../model/kubernetes/workloads.ts';
import type { Service } from '../../../model/model.ts';
import { ownPorts } from '../../../upstream/collector/telemetry.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { at, list, own, textMap } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A written Service that leads to a port of the pods of a Jaeger v2 on which nothing listens. */
export const v2ServicePort: Rule = {
  id: 'jaeger/v2-service-port',
  severity: 'error',
  rationale: 'nothing in the pods listens on this port, so connections are refused',
  ignoreWhen:
    'a proxy that is injected into the pods listens there, or the port is kept for a component that is enabled elsewhere',
  source: 'jaeger v2.20.0 cmd/jaeger/internal/components.go and ports/ports.go',
  *check({ services, listeners, workloads }) {
    const byCollector = groupBy(listeners, ({ collector }) => collector);
    for (const service of services.all) {
      const { collector } = service;
      if (service.derived || !collector?.config || !isKnown(collector, collector.config)) continue;
      if (!selectsOne(service, collector, workloads)) continue;
      const open = openPorts(collector.config, byCollector.get(collector) ?? []);
      yield* serviceFindings(service, collector, open);
    }
  },
};

/** Labels by which the operator tells the pods of one collector from those of another. */
const instanceLabels = ['app.kubernetes.io/instance', 'app.kubernetes.io/name'];

/** Whether a Service selects the pods of one collector, not those of others beside them. */
function selectsOne(
  { object }: Service,
  { operated, namespace }: Collector,
  workloads: readonly Workload[],
): boolean {
  const selector = Object.entries(textMap(at(object.value, 'spec', 'selector')));
  if (operated) return selector.some(([label]) => instanceLabels.includes(label));
  const selected = workloads.filter(
    (workload) =>
      workload.object.namespace === namespace &&
      selector.every(([label, value]) => workload.podLabels[label] === value),
  );
  return selected.length === 1;
}

function* serviceFindings(
  { object, name, ports }: Service,
  collector: Collector,
  open: ReadonlySet<number>,
): Iterable<Finding> {
  const dead = [...ports.entries()].filter(
    ([, { targetPort, transport }]) =>
      targetPort !== undefined && transport === 'TCP' && !open.has(targetPort),
  );
  for (const [index, { targetPort }] of dead) {
    yield {
      object,
      path: ['spec', 'ports', index],
      message: `Service ${name} must lead to a port that Jaeger ${collector.name} listens on (${listed([...open].sort((a, b) => a - b))}), got ${targetPort}`,
      // one of several may be there for later
      severity: dead.length === ports.length ? 'error' : 'warning',
    };
  }
}

function openPorts(config: CollectorConfig, listeners: readonly Listener[]): Set<number> {
  const own = ownPorts(config.value, undefined).map(({ port }) => port);
  return new Set([...listeners.map(({ port }) => port), ...own]);
}

const quiet = ['jaeger_storage', 'basicauth', 'sigv4auth', 'kafka', 'nop'];
const listening = [
  ...['jaeger_query', 'remote_sampling', 'healthcheckv2'],
  ...['otlp', 'jaeger', 'zipkin', 'prometheus'],
];

/** Whether it is known of all that runs in the pods where it listens. */
function isKnown(collector: Collector, config: CollectorConfig): boolean {
  const { distribution, workload, object, image } = collector;
  if (distribution !== 'jaeger') return false;
  const others = workload
    ? workload.containers.filter(({ init }) => !init).length - 1
    : list(at(object.value, 'spec', 'additionalContainers')).filter(
        (container) => own(container, 'image') !== image || own(container, 'ports') !== undefined,
      ).length;
  const components = config.components.filter(
    (component) =>
      (component.kind === 'extensions' || component.kind === 'receivers') &&
      config.isEnabled(component),
  );
  return (
    others === 0 && components.every(({ type }) => quiet.includes(type) || listening.includes(type))
  );
}
