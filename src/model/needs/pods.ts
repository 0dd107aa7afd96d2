import { injectionAnnotations } from '../../upstream/instrumentation/languages.ts';
import { at, list, own, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { CollectorPart } from '../collector/subject.ts';
import type { ElasticsearchPart } from '../elasticsearch/subject.ts';
import type { Injected } from '../instrumentation/injections.ts';
import type { InstrumentationPart } from '../instrumentation/subject.ts';
import type { Jaeger } from '../jaeger/instances.ts';
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

/** Secrets and ConfigMaps that pods of an object read. */
export interface Naming {
  readonly object: KubeObject;
  readonly wanted: readonly Wanted[];
}

/** What pods of the tracing, and of what is told its tracing in its arguments, name; pods of others are not ours to judge. */
export function readNaming(known: WithPods): Naming[] {
  return [...ofResources(known), ...ofInjections(known), ...ofWorkloads(known)].filter(
    ({ object }) => hasPods(object),
  );
}

/** Whether an object has pods as it is written: no number of none, and no CronJob or Job that is put off. */
function hasPods({ value }: KubeObject): boolean {
  return at(value, 'spec', 'replicas') !== 0 && at(value, 'spec', 'suspend') !== true;
}

function naming(object: KubeObject, parts: unknown): Naming {
  const { namespace } = object;
  return { object, wanted: [...podReferences(parts)].map((one) => ({ ...one, namespace })) };
}

function ofResources({ objects, collectors, jaegers }: WithPods): Naming[] {
  const alone = collectors.filter(({ operated, mode }) => operated && mode !== 'sidecar');
  return [
    ...alone.map(({ object }) => naming(object, collectorParts(object))),
    ...jaegers.map((jaeger) => naming(jaeger.object, jaegerParts(jaeger))),
    ...['Prometheus', 'ThanosRuler']
      .flatMap((kind) => objects.ofKind(kind, 'monitoring.coreos.com'))
      .map((object) => naming(object, tracingParts(object))),
  ];
}

/** Agents and sidecars are in pods of others, and so in their namespaces. */
function ofInjections({ injections }: WithPods): Naming[] {
  return injections.flatMap(({ injects, target, workload }) => {
    if (!workload || target?.status !== 'found') return [];
    const { instrumentation, collector } = target;
    const parts = collector
      ? collectorParts(collector.object)
      : agentParts(record(instrumentation?.spec), injects);
    return [naming(workload.object, parts)];
  });
}

/** What is said of all agents, and of the one that is injected. */
function agentParts(spec: UnknownRecord, injects: Injected): unknown {
  return Object.entries(spec).flatMap(([field, part]) =>
    field === injects || !Object.hasOwn(injectionAnnotations, field) ? [{ [field]: part }] : [],
  );
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
  const { config: _, configmaps, targetAllocator, ...spec } = record(value.spec);
  const parts = own(targetAllocator, 'enabled') === true ? [spec, targetAllocator] : [spec];
  return [
    ...parts,
    list(configmaps).map((entry) => ({ configMapRef: { name: own(entry, 'name') } })),
  ];
}

/** Parts of a Jaeger that its strategy has pods of. */
function jaegerParts({ spec: written, roles }: Jaeger): unknown {
  const { allInOne, collector, ingester, query, ingress: _, ...spec }: UnknownRecord = written;
  const components: UnknownRecord = { allInOne, collector, ingester, query };
  const parts = roles.map(({ name }) => components[name]);
  const names = parts.map((part) => own(part, 'kafkaSecretName'));
  const secrets = [at(spec, 'storage', 'secretName'), ...names];
  return [spec, parts, secrets.map((name) => ({ secretRef: { name: text(name) } }))];
}

/** What a Prometheus or ThanosRuler is told of tracing, which its pods read from a Secret. */
function tracingParts({ value }: KubeObject): unknown {
  return [at(value, 'spec', 'tracingConfig'), at(value, 'spec', 'thanos', 'tracingConfig')].map(
    (selector) => ({ secretKeyRef: own(selector, 'name') === undefined ? {} : selector }),
  );
}
