import type { Protocol } from '../upstream/edge/protocols.ts';
import { type PlacedAssumption, readAssumptions } from './assumptions.ts';
import { cassandra } from './cassandra/subject.ts';
import { clickHouse } from './clickhouse/subject.ts';
import type { Component } from './collector/config.ts';
import type { Collector } from './collector/instances.ts';
import type { Listener } from './collector/listeners.ts';
import { collector } from './collector/subject.ts';
import { PodIndex, workloadPods } from './edge/pods.ts';
import type { Sender as SenderOf } from './edge/senders.ts';
import {
  type ServicePort as PortOf,
  readServices,
  ServiceIndex,
  type Service as ServiceOf,
} from './edge/services.ts';
import { type Edge as EdgeOf, readEdges, type Target as TargetOf } from './edge/targets.ts';
import { type UsedEdge as UsedEdgeOf, usedEdges } from './edge/used-edges.ts';
import { elasticsearch } from './elasticsearch/subject.ts';
import { grafana } from './grafana/subject.ts';
import { ingress } from './ingress/subject.ts';
import { instrumentation } from './instrumentation/subject.ts';
import { istio } from './istio/subject.ts';
import type { Jaeger } from './jaeger/instances.ts';
import { jaeger } from './jaeger/subject.ts';
import { kafka } from './kafka/subject.ts';
import { type ManifestObject, readObjects } from './kubernetes/objects.ts';
import { type MadePods, podsOfWorkload } from './kubernetes/pods.ts';
import { type Container, readWorkloads } from './kubernetes/workloads.ts';
import { type NeedsPart, readNeeds } from './needs/requirements.ts';
import { operator } from './operator/subject.ts';
import { platform } from './platform/subject.ts';
import { prometheus } from './prometheus/subject.ts';
import { Releases } from './releases.ts';
import { sdk } from './sdk/subject.ts';
import { Subjects } from './subject.ts';
import { tekton } from './tekton/subject.ts';
import { tempo } from './tempo/subject.ts';
import { thanos } from './thanos/subject.ts';

/** All subjects; each may read what those before it have read. */
const subjects = Subjects.none
  .and(operator)
  .and(collector)
  .and(thanos)
  .and(tekton)
  .and(instrumentation)
  .and(sdk)
  .and(jaeger)
  .and(prometheus)
  .and(istio)
  .and(ingress)
  .and(platform)
  .and(grafana)
  .and(elasticsearch)
  .and(cassandra)
  .and(clickHouse)
  .and(kafka)
  .and(tempo);

type Reading = ReturnType<typeof subjects.read>;

/** Something that has an address to connect to. */
export interface Sender extends SenderOf<Reading['senders'][number]['kind']> {
  /** The exporter or extension that connects, for a collector. */
  readonly component?: Component;
}

/** A port of a Service, with what listens behind it. */
export type ServicePort = PortOf<Listener>;

/** A Service, written in the manifests or created by an operator, with what is behind it. */
export interface Service extends ServiceOf<Listener> {
  readonly collector?: Collector;
  readonly jaeger?: Jaeger;
  readonly others?: readonly Service[];
}

/** What an address resolves to. */
export type Target = TargetOf<Service>;

/** A sender and what its address leads to. */
export type Edge = EdgeOf<Sender, Service>;

/** An edge in use, with a name for its client. */
export type UsedEdge = UsedEdgeOf<Sender, Service>;

type Known = Reading['known'];

/** The tracing stack as the cluster will see it: what each subject reads, and who talks to whom. */
export interface Model extends Known, NeedsPart {
  /** Releases that are assumed, and the objects that run them or hold their configuration. */
  readonly assumptions: readonly PlacedAssumption[];
  /** All pods that the manifests bring about: those of workloads, then those that operators make. */
  readonly pods: readonly MadePods[];
  /** Services, written and derived. */
  readonly services: ServiceIndex<Service>;
  /** Senders joined to the receivers that their addresses resolve to. */
  readonly edges: readonly Edge[];
  /** The edges in use, with a name for their client. */
  readonly usedEdges: readonly UsedEdge[];
}

/**
 * Reads any set of Kubernetes objects as one cluster, in the order in which they are applied.
 *
 * @param releases - what is assumed of images without a release
 * @default releases - nothing
 */
export function readModel(manifests: readonly ManifestObject[], releases = new Releases()): Model {
  const objects = readObjects(manifests);
  const workloads = readWorkloads(objects, releases);
  const { known, kinds, runs, senders } = subjects.read({ objects, workloads, releases });
  const resources = kinds.flatMap((kind) => kind.resources);
  const pods = new PodIndex([
    ...workloads.map((one) => workloadPods(one, subjects.listening, runs.get(one))),
    ...resources.flatMap((resource) => resource.pods),
  ]);
  const services = new ServiceIndex([
    ...readServices(objects, pods),
    ...resources.flatMap((resource) => resource.services),
  ]);
  const edges = readEdges(senders, { objects, services, kinds });
  const assumptions = readAssumptions(known, releases);
  const made = [...workloads.map(podsOfWorkload), ...resources.flatMap((one) => one.made)];
  return {
    ...known,
    ...readNeeds(known),
    assumptions,
    pods: made,
    services,
    edges,
    usedEdges: usedEdges(edges),
  };
}

/** What a container of a known image listens for on a port; undefined when that is not known. */
export function imageProtocol(container: Container, port: number): Protocol | undefined {
  return subjects.listening(container, port)?.protocol;
}
