import type { Collector } from '../../model/collectors.ts';
import type { Edge } from '../../model/edges.ts';
import { groupBy } from '../../model/group.ts';
import type { Injection } from '../../model/injections.ts';
import { endpointVariables } from '../../model/instrumentation.ts';
import type { Listener } from '../../model/listeners.ts';
import type { Model } from '../../model/model.ts';
import type { KubeObject } from '../../model/objects.ts';
import type { Sender } from '../../model/senders.ts';
import { type Container, envVar, type Workload } from '../../model/workloads.ts';
import { list, own, record } from '../../upstream/unknown.ts';

/** What listens in a pod on behalf of a client in it. */
export interface Company {
  /** What to call it in a message. */
  readonly name: string;
  readonly ports: readonly number[];
}

/** Tells what listens in the pods of clients that connect to localhost. */
export class OwnPods {
  private readonly collectors: ReadonlyMap<KubeObject, readonly Collector[]>;
  private readonly listeners: ReadonlyMap<Collector, readonly Listener[]>;
  private readonly workloads: ReadonlyMap<KubeObject, Workload>;
  private readonly sidecars: ReadonlyMap<Workload | undefined, readonly Injection[]>;
  private readonly injected: ReadonlyMap<KubeObject | undefined, readonly Injection[]>;
  private readonly grafana: readonly Workload[];

  constructor(model: Model) {
    this.collectors = groupBy(model.collectors, ({ object }) => object);
    this.listeners = groupBy(model.listeners, ({ collector }) => collector);
    this.workloads = new Map(model.workloads.map((workload) => [workload.object, workload]));
    this.sidecars = groupBy(
      model.injections.filter(({ injects }) => injects === 'sidecar'),
      ({ workload }) => workload,
    );
    this.injected = groupBy(model.injections, ({ target }) =>
      target?.status === 'found' ? target.instrumentation?.object : undefined,
    );
    this.grafana = model.workloads.filter(({ containers }) => containers.some(isGrafana));
  }

  /** What listens in each of the pods of a client; those are left out of which the manifests do not tell. */
  of({ sender }: Edge): Company[] {
    return this.companies(sender).filter((company) => company !== undefined);
  }

  private companies(sender: Sender): readonly (Company | undefined)[] {
    switch (sender.kind) {
      case 'collector':
        return [this.ofCollector(sender.client)];
      case 'workload':
      case 'thanos':
        return [this.ofWorkload(this.workloads.get(sender.client))];
      case 'instrumentation':
        return (this.injected.get(sender.client) ?? []).map(({ workload }) =>
          workload && hasOwnEndpoint(workload) ? undefined : this.ofWorkload(workload),
        );
      case 'tekton':
        return [{ name: "the controller's pod", ports: [] }];
      case 'grafana': {
        const alone = this.grafana.every(({ containers }) => containers.every(isNoJaeger));
        return alone ? [{ name: "Grafana's pod", ports: [] }] : [];
      }
      default:
        return [];
    }
  }

  private ofCollector(object: KubeObject): Company | undefined {
    const [collector, ...others] = this.collectors.get(object) ?? [];
    if (!collector || others.length > 0) return undefined;
    const { workload, mode } = collector;
    const spec = record(object.value.spec);
    const alone = workload
      ? isAlone(workload)
      : mode !== 'sidecar' &&
        spec.hostNetwork !== true &&
        list(spec.additionalContainers).length === 0 &&
        list(spec.initContainers).length === 0;
    if (!alone) return undefined;
    const ports = (this.listeners.get(collector) ?? []).map(({ port }) => port);
    return { name: `collector ${collector.name}`, ports };
  }

  private ofWorkload(workload: Workload | undefined): Company | undefined {
    if (!workload || !isAlone(workload)) return undefined;
    const declared = workload.containers.flatMap(({ ports }) => ports.map(({ port }) => port));
    const name = `a pod of ${workload.object.kind} ${workload.object.name}`;
    const [sidecar] = this.sidecars.get(workload) ?? [];
    const asked = sidecar && sidecar.place !== 'metadata' && sidecar.target;
    if (!asked) return hasUnknownSidecar(workload) ? undefined : { name, ports: declared };
    if (asked.status !== 'found' || !asked.collector) return undefined;
    const ports = (this.listeners.get(asked.collector) ?? []).map(({ port }) => port);
    return { name: `sidecar ${asked.collector.name}`, ports: [...ports, ...declared] };
  }
}

// its own environment counts more than what the operator adds
function hasOwnEndpoint({ containers }: Workload): boolean {
  return containers.some(
    ({ env, value }) =>
      value.envFrom !== undefined || endpointVariables.some((name) => envVar(env, name)),
  );
}

// what runs beside the client may listen on ports that nothing tells
function isAlone({ containers, podSpec }: Workload): boolean {
  const beside = containers.filter(
    ({ init, value }) => !init || own(value, 'restartPolicy') === 'Always',
  );
  return beside.length === 1 && podSpec.hostNetwork !== true;
}

function hasUnknownSidecar({ object, podAnnotations }: Workload): boolean {
  return [...Object.keys(podAnnotations), ...Object.keys(object.annotations)].some(
    (key) =>
      /sidecar|inject/.test(key) &&
      !key.startsWith('instrumentation.opentelemetry.io/') &&
      key !== 'sidecar.opentelemetry.io/inject',
  );
}

function isGrafana({ imageReference }: Container): boolean {
  return /(^|\/)grafana\/grafana(-oss|-enterprise)?$/.test(imageReference?.repository ?? '');
}

function isNoJaeger({ imageReference }: Container): boolean {
  return !/jaeger/.test(imageReference?.repository ?? '');
}
