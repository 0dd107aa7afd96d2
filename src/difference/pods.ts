import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, objectName } from '../model/kubernetes/objects.ts';
import type { Workload } from '../model/kubernetes/workloads.ts';
import type { Model } from '../model/model.ts';
import { own, record } from '../upstream/values/unknown.ts';
import { type Effect, restartCommand } from './effects.ts';
import { type ChangedObject, keyOf, type Objects } from './objects.ts';

/** Pods that are replaced, and those that should be and are not. */
export function podEffects(before: Model, after: Model, objects: Objects): Effect[] {
  const restarted = objects.changed.filter((pair) => replacesPods(pair, before, after));
  const keys = new Set(restarted.map(({ after: is }) => keyOf(is)));
  return [
    ...restarted.map(({ after: is }): Effect => {
      return { kind: 'restarts', object: objectName(is), message: 'its pods are replaced' };
    }),
    ...otherReleases(before, after, keys),
    ...staleConfigurations(after, objects, keys),
    ...staleSidecars(after, objects, keys),
  ];
}

function replacesPods(pair: ChangedObject, before: Model, after: Model): boolean {
  const [was, is] = [templateOf(pair.before, before), templateOf(pair.after, after)];
  return was !== undefined && is !== undefined && !isDeepStrictEqual(was, is);
}

/** What pods are made of; undefined for what makes none, or does not replace them. */
function templateOf(object: KubeObject, { pods, collectorOf }: Model): unknown {
  const spec = record(object.value.spec);
  if (object.kind === 'OpenTelemetryCollector') {
    return collectorOf.get(object)?.mode === 'sidecar' ? undefined : without(spec, besideCollector);
  }
  if (object.kind === 'Jaeger') {
    return { ...without(spec, besideJaeger), storage: without(record(spec.storage), jobs) };
  }
  if (!rolling.includes(object.kind)) return undefined;
  const made = pods.find((one) => one.object === object);
  return made && { labels: made.labels, annotations: made.annotations, spec: made.spec };
}

/** What an operator of another release runs in other images, though its resource has not changed. */
function otherReleases(before: Model, after: Model, restarted: ReadonlySet<string>): Effect[] {
  const was = new Map(operatedReleases(before).map((one) => [keyOf(one.object), one]));
  return operatedReleases(after).flatMap(({ object, version }): Effect[] => {
    const old = was.get(keyOf(object))?.version;
    if (restarted.has(keyOf(object)) || !old || !version || old === version) return [];
    const message = `its pods are replaced: the operator runs ${version} in place of ${old}`;
    return [{ kind: 'restarts', object: objectName(object), message }];
  });
}

/** Releases that operators run, for want of an image in the resource or by one. */
function operatedReleases({ collectors, jaegers }: Model) {
  const own = collectors.filter(({ operated, mode }) => operated && mode !== 'sidecar');
  return [...own, ...jaegers].map(({ object, version }) => ({ object, version }));
}

/** Workloads whose controllers replace pods. */
const rolling = ['Deployment', 'StatefulSet', 'DaemonSet'];

// fields that are about something else than the pods of the collector. Source: opentelemetry-operator v0.158.0 internal/manifests/collector
const besideCollector = [
  'replicas',
  'autoscaler',
  'configVersions',
  'ingress',
  'ipFamilies',
  'ipFamilyPolicy',
  'managementState',
  'networkPolicy',
  'observability',
  'podDisruptionBudget',
  'targetAllocator',
  'upgradeStrategy',
];
// source: jaeger-operator v1.65.0 pkg/ingress, pkg/cronjob
const besideJaeger = ['ingress'];
const jobs = ['esIndexCleaner', 'esRollover', 'dependencies', 'cassandraCreateSchema'];

function without(value: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** Collectors that read a ConfigMap when they start, and that nothing restarts. */
function staleConfigurations(
  { collectors }: Model,
  objects: Objects,
  restarted: ReadonlySet<string>,
): Effect[] {
  return collectors.flatMap(({ object, configObject, workload }): Effect[] => {
    if (!workload || configObject === object || !objects.isChanged(configObject)) return [];
    if (restarted.has(keyOf(object)) || isReloaded(workload)) return [];
    if (!objects.pairs.some(({ before, after }) => after === object && before)) return [];
    const message = `it keeps the old configuration of ${objectName(configObject)} until its pods are restarted, which does not happen by itself`;
    return [{ kind: 'stale', object: objectName(object), message, action: restartCommand(object) }];
  });
}

/** Whether something in the cluster may restart pods for their ConfigMap, such as Reloader. */
function isReloaded({ object, podAnnotations }: Workload): boolean {
  const keys = Object.keys({ ...object.annotations, ...podAnnotations });
  return keys.some((key) => /reload/i.test(key));
}

/** Pods with a sidecar collector, which gets its configuration when they start. */
function staleSidecars(
  { injections }: Model,
  objects: Objects,
  restarted: ReadonlySet<string>,
): Effect[] {
  const stale = injections.flatMap(({ target, workload }) => {
    const collector = target?.status === 'found' ? target.collector : undefined;
    if (!collector || !workload || !objects.isChanged(collector.object)) return [];
    return restarted.has(keyOf(workload.object)) || own(workload.object.value, 'kind') === 'Job'
      ? []
      : [[workload.object, collector.object] as const];
  });
  return [...new Map(stale)].map(([object, collector]) => ({
    kind: 'stale',
    object: objectName(object),
    message: `its sidecar keeps the old configuration of ${objectName(collector)} until its pods are restarted, which does not happen by itself`,
    action: restartCommand(object),
  }));
}
