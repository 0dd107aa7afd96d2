import { at, list, own, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { CollectorPart } from '../collector/subject.ts';
import type { ElasticsearchPart } from '../elasticsearch/subject.ts';
import type { InstrumentationPart } from '../instrumentation/subject.ts';
import type { JaegerPart } from '../jaeger/subject.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import { podReferences } from '../kubernetes/pod-references.ts';
import type { OperatorPart } from '../operator/subject.ts';
import type { Cluster } from '../subject.ts';
import type { ThanosPart } from '../thanos/subject.ts';
import type { Wanted } from './makers.ts';

/** Who has pods of the tracing, or is told its tracing in its pods. */
export type WithPods = Cluster &
  OperatorPart &
  CollectorPart &
  InstrumentationPart &
  JaegerPart &
  ThanosPart &
  ElasticsearchPart;

/** Secrets and ConfigMaps that pods of an object do not start without. */
export interface Naming {
  readonly object: KubeObject;
  readonly wanted: readonly Wanted[];
}

/** What pods of the tracing, and of what is told its tracing in its arguments, name; pods of others are not ours to judge. */
export function readNaming(known: WithPods): Naming[] {
  return [...ofResources(known), ...ofInjections(known), ...ofWorkloads(known)];
}

function naming(object: KubeObject, parts: unknown): Naming {
  const { namespace } = object;
  return { object, wanted: [...podReferences(parts)].map((one) => ({ ...one, namespace })) };
}

function ofResources({ objects, collectors }: WithPods): Naming[] {
  const alone = collectors.filter(({ operated, mode }) => operated && mode !== 'sidecar');
  return [
    ...alone.map(({ object }) => naming(object, collectorParts(object))),
    ...objects
      .ofKind('Jaeger', 'jaegertracing.io')
      .map((object) => naming(object, jaegerParts(object))),
    ...['Prometheus', 'ThanosRuler']
      .flatMap((kind) => objects.ofKind(kind, 'monitoring.coreos.com'))
      .map((object) => naming(object, tracingParts(object))),
  ];
}

/** Agents and sidecars are in pods of others, and so in their namespaces. */
function ofInjections({ injections }: WithPods): Naming[] {
  return injections.flatMap(({ target, workload }) => {
    if (!workload || target?.status !== 'found') return [];
    const { instrumentation, collector } = target;
    const parts = collector ? collectorParts(collector.object) : instrumentation?.spec;
    return [naming(workload.object, parts)];
  });
}

function ofWorkloads(known: WithPods): Naming[] {
  const ours = new Set<KubeObject>([
    ...known.operators
      .filter(({ kind }) => kind === 'opentelemetry' || kind === 'jaeger')
      .map(({ workload }) => workload.object),
    ...known.collectors.map(({ object }) => object),
    ...known.jaegerRoles.map(({ object }) => object),
    ...known.elasticsearchClients.map(({ object }) => object),
    ...known.thanos.filter(({ flags }) => flags.length > 0).map(({ object }) => object),
  ]);
  return known.workloads
    .filter(({ object }) => ours.has(object))
    .map(({ object, podSpec }) => naming(object, podSpec));
}

/** Parts of a collector that are parts of its pods. */
function collectorParts({ value }: KubeObject): unknown {
  // what the configuration of a collector calls a secret is none of Kubernetes
  const { config: _, configmaps, ...spec } = record(value.spec);
  return [spec, list(configmaps).map((entry) => ({ configMapRef: { name: own(entry, 'name') } }))];
}

function jaegerParts({ value }: KubeObject): unknown {
  const { ingress: _, ...spec }: UnknownRecord = record(value.spec);
  const secrets = [
    at(spec, 'storage', 'secretName'),
    at(spec, 'collector', 'kafkaSecretName'),
    at(spec, 'ingester', 'kafkaSecretName'),
  ];
  return [spec, secrets.map((name) => ({ secretRef: { name: text(name) } }))];
}

/** What a Prometheus or ThanosRuler is told of tracing, which its pods read from a Secret. */
function tracingParts({ value }: KubeObject): unknown {
  return [at(value, 'spec', 'tracingConfig'), at(value, 'spec', 'thanos', 'tracingConfig')].map(
    (selector) => ({ secretKeyRef: own(selector, 'name') === undefined ? {} : selector }),
  );
}
