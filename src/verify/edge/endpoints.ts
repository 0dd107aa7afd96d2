import {
  at,
  list,
  number,
  own,
  record,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import { failed, type Outcome } from '../check.ts';
import type { Cluster, PodName } from '../cluster.ts';
import { labelsOf } from '../kubernetes/pods.ts';

/** A Service, by its name. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** A port of a pod behind a Service. */
export interface Endpoint {
  readonly pod: PodName;
  readonly port: number;
}

/** Pods that are ready behind a port of a Service, or what is wrong with it. */
export type Endpoints =
  | { readonly endpoints: readonly [Endpoint, ...Endpoint[]]; readonly problem?: undefined }
  | { readonly problem: Outcome; readonly endpoints?: undefined };

/** Pods that are ready behind a port of a Service, as the cluster's EndpointSlices have them. */
export async function endpointsOf(
  cluster: Cluster,
  { namespace, name }: ServiceName,
  port: number,
): Promise<Endpoints> {
  const service = await cluster.read({ apiVersion: 'v1', kind: 'Service', namespace, name });
  if (!service) return { problem: failed(`there is no Service ${name} in ${namespace}`) };
  const ports = list(at(service, 'spec', 'ports'));
  const found = ports.find((one) => own(one, 'port') === port && own(one, 'protocol') !== 'UDP');
  if (!found) {
    const has = ports.map((one) => own(one, 'port')).join(', ') || 'none';
    return { problem: failed(`Service ${name} has no port ${port}, only ${has}`) };
  }
  const slices = await cluster.list({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    namespace,
  });
  const ofService = slices.filter(
    (slice) => labelsOf(slice)['kubernetes.io/service-name'] === name,
  );
  const [first, ...others] = ofService.flatMap((slice) =>
    inSlice(slice, text(own(found, 'name')) ?? ''),
  );
  if (first) return { endpoints: [first, ...others] };
  const addresses = ofService.flatMap((slice) => list(slice.endpoints)).length;
  const target = own(found, 'targetPort') ?? port;
  const why =
    addresses === 0
      ? 'its selector finds no pods'
      : `none of ${addresses} pods is ready, or none has the port ${target}`;
  return { problem: failed(`nothing is ready behind port ${port} of Service ${name}: ${why}`) };
}

function inSlice(slice: UnknownRecord, portName: string): Endpoint[] {
  const port = list(slice.ports).find((one) => (text(own(one, 'name')) ?? '') === portName);
  const target = number(own(port, 'port'));
  if (target === undefined) return [];
  return list(slice.endpoints).flatMap((endpoint) => {
    const pod = record(own(endpoint, 'targetRef'));
    const [name, namespace] = [text(pod.name), text(pod.namespace)];
    const ready = at(endpoint, 'conditions', 'ready') !== false;
    if (!ready || name === undefined || namespace === undefined) return [];
    return [{ pod: { name, namespace }, port: target }];
  });
}
