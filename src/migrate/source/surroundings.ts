import type { KubeObject, ObjectIndex } from '../../model/kubernetes/objects.ts';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import { at, list, number, own, textMap } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Autoscaling, Source } from './component.ts';
import type { PlainRole } from './plain-role.ts';

/** What stands around a Jaeger v1 that no operator runs, and is found by the labels of its pods or by its name. */
export interface Surroundings {
  /** Services over its pods. */
  readonly services: readonly KubeObject[];
  /** Ingresses that lead to these. */
  readonly ingresses: readonly KubeObject[];
  /** Autoscalers of its workloads. */
  readonly autoscalers: readonly KubeObject[];
}

/** Finds what stands around workloads. */
export function surroundingsOf(objects: ObjectIndex, roles: readonly PlainRole[]): Surroundings {
  const services = objects
    .ofKind('Service')
    .filter((service) => roles.some((role) => selects(service, role)));
  const names = services.map(({ name }) => name);
  return {
    services,
    ingresses: objects
      .ofKind('Ingress')
      .filter((ingress) =>
        names.some((name) =>
          JSON.stringify(ingress.value.spec ?? {}).includes(JSON.stringify(name)),
        ),
      ),
    autoscalers: objects
      .ofKind('HorizontalPodAutoscaler')
      .filter((autoscaler) =>
        roles.some(
          ({ object }) => at(autoscaler.value, 'spec', 'scaleTargetRef', 'name') === object.name,
        ),
      ),
  };
}

/** A Jaeger v1 with the autoscalers of its workloads. */
export function withAutoscalers(
  source: Source,
  roles: readonly PlainRole[],
  { autoscalers }: Surroundings,
  ledgerOf: (object: KubeObject) => Ledger,
): Source {
  return {
    ...source,
    roles: source.roles.map((role) => {
      const object = roles.find(({ name }) => name === role.name)?.object;
      const autoscaler = autoscalers.find(
        ({ value }) => at(value, 'spec', 'scaleTargetRef', 'name') === object?.name,
      );
      if (!autoscaler) return role;
      ledgerOf(autoscaler).at([]).carried('spec.autoscaler');
      return { ...role, autoscaling: autoscalingOf(autoscaler) };
    }),
  };
}

/** A Jaeger v1 with the commands by which it goes. */
export function withCommands(
  source: Source,
  roles: readonly PlainRole[],
  around: Surroundings,
  jobs: readonly KubeObject[],
): Source {
  const kubectl = `kubectl -n ${source.namespace}`;
  const named = (objects: readonly KubeObject[]) =>
    objects.map(({ kind, name }) => `${kind.toLowerCase()}/${name}`).join(' ');
  const receiving = roles.find(({ name }) => name === 'collector' || name === 'allInOne');
  const workloads = roles.map(({ object }) => object);
  const goes = [...workloads, ...around.services, ...around.autoscalers, ...jobs];
  return {
    ...source,
    receivers: around.services
      .filter((service) => receiving && selects(service, receiving))
      .filter((service) =>
        list(at(service.value, 'spec', 'ports')).some((entry) =>
          receivers.has(targetOf(entry, receiving) ?? 0),
        ),
      )
      .map(({ name }) => name),
    releaseIngress:
      around.ingresses.length === 0 ? [] : [`${kubectl} delete ${named(around.ingresses)}`],
    stillReceiving: [
      `${kubectl} port-forward ${receiving ? named([receiving.object]) : ''} 14269 & sleep 2; curl -s localhost:14269/metrics | grep ^jaeger_collector_spans_received_total`,
    ],
    removal: [`${kubectl} delete ${named(goes)}`],
  };
}

function autoscalingOf({ value }: KubeObject): Autoscaling {
  const metric = (resource: string) =>
    list(at(value, 'spec', 'metrics'))
      .filter((one) => at(one, 'resource', 'name') === resource)
      .map((one) => number(at(one, 'resource', 'target', 'averageUtilization')))
      .find((utilization) => utilization !== undefined);
  return {
    minReplicas: number(at(value, 'spec', 'minReplicas')),
    maxReplicas: number(at(value, 'spec', 'maxReplicas')) ?? 1,
    cpu: metric('cpu') ?? number(at(value, 'spec', 'targetCPUUtilizationPercentage')),
    memory: metric('memory'),
  };
}

/** Ports that spans come to, with the protocol of each. */
export const receivers: ReadonlyMap<number, ReceiverProtocol> = new Map<number, ReceiverProtocol>([
  [4317, 'otlp-grpc'],
  [4318, 'otlp-http'],
  [14250, 'jaeger-grpc'],
  [14268, 'jaeger-thrift-http'],
  [9411, 'zipkin'],
]);

/** Port of the pods that an entry of a Service leads to. */
export function targetOf(entry: unknown, role: PlainRole | undefined): number | undefined {
  const target = own(entry, 'targetPort') ?? own(entry, 'port');
  if (number(target) !== undefined) return number(target);
  return role?.container.ports.find(({ name }) => name === target)?.port;
}

/** Whether a Service leads to the pods of a component. */
export function selects(
  { value, namespace }: KubeObject,
  { workload, object }: PlainRole,
): boolean {
  const selector = Object.entries(textMap(at(value, 'spec', 'selector')));
  return (
    namespace === object.namespace &&
    selector.length > 0 &&
    selector.every(([key, wanted]) => workload.podLabels[key] === wanted)
  );
}
