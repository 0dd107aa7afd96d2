import {
  operatedLabels,
  operatedPrometheus,
  operatedTakesRemoteWrite,
  prometheusImage,
  prometheusPort,
  remoteWriteFeature,
  remoteWriteFlag,
} from '../../upstream/prometheus/remote-write.ts';
import { at, own, textMap } from '../../upstream/values/unknown.ts';
import type { Service, ServicePort } from '../edge/services.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import {
  type Container,
  readFlags,
  runningContainers,
  type Workload,
} from '../kubernetes/workloads.ts';
import { prometheusGroup } from './senders.ts';

/** A Prometheus behind an address. */
export interface RemoteWriteEnd {
  readonly object: KubeObject;
  /** Whether it takes remote write; unset where the manifests do not tell. */
  readonly takes?: boolean;
}

/** Prometheus resources that are behind the Service which their operator makes in a namespace. */
export function endsOfOperated(
  objects: ObjectIndex,
  service: string,
  namespace: string,
): RemoteWriteEnd[] {
  return operatedIn(objects, namespace)
    .filter(({ kind }) => operatedPrometheus[kind]?.service === service)
    .map(endOf);
}

/** Whatever Prometheus is behind a port of a written Service. */
export function endsOfService(
  objects: ObjectIndex,
  { namespace, object, workload, others = [] }: Service,
  port: ServicePort,
): RemoteWriteEnd[] {
  const selector = Object.entries(textMap(at(object.value, 'spec', 'selector')));
  const operated = operatedIn(objects, namespace).filter(({ kind, name, value }) => {
    const labels = operatedLabels(kind, name, value.spec);
    return selector.length > 0 && selector.every(([key, wanted]) => labels[key] === wanted);
  });
  const workloads = [workload, ...others.map((other) => other.workload)];
  return [
    ...operated.map(endOf),
    ...workloads.flatMap((one) => (one ? endsOfWorkload(one, port) : [])),
  ];
}

function operatedIn(objects: ObjectIndex, namespace: string): KubeObject[] {
  return Object.keys(operatedPrometheus)
    .flatMap((kind) => objects.ofKind(kind, prometheusGroup))
    .filter((object) => object.namespace === namespace);
}

function endOf(object: KubeObject): RemoteWriteEnd {
  return { object, takes: operatedTakesRemoteWrite(object.value.spec) };
}

function endsOfWorkload(workload: Workload, { targetPort }: ServicePort): RemoteWriteEnd[] {
  return runningContainers(workload)
    .filter(({ imageReference }) => prometheusImage.test(imageReference?.repository ?? ''))
    .map((container) => {
      const open = [prometheusPort, ...container.ports.map(({ port }) => port)];
      const isBehind = targetPort !== undefined && open.includes(targetPort);
      return {
        object: workload.object,
        takes: isBehind ? takesRemoteWrite(workload, container) : undefined,
      };
    });
}

/** Whether the flags of a container switch the receiver on; undefined where a shell or a variable may. */
function takesRemoteWrite({ object }: Workload, container: Container): boolean | undefined {
  const words = container.arguments.map(({ text }) => text);
  if (own(container.value, 'command') !== undefined || words.some((word) => word.includes('$'))) {
    return undefined;
  }
  return readFlags(object, container).some(
    ({ name, value = '' }) =>
      name === remoteWriteFlag ||
      (name === 'enable-feature' && value.split(',').includes(remoteWriteFeature)),
  );
}
