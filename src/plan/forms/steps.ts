import { record, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { printYaml } from '../../yaml.ts';
import type { Plan } from '../plan.ts';
import type { PlannedObject, Step } from '../step.ts';

/** Files by their paths. */
export type Files = ReadonlyMap<string, string>;

/** Name of a step among others, which sorts as they are done: `03-foundations`. */
export function stepName({ steps }: Plan, step: Step): string {
  return `${String(steps.indexOf(step) + 1).padStart(2, '0')}-${step.id}`;
}

/**
 * An object as a tool takes it that owns what it applies: of a shared one that its owner must have made only our part, and of a workload
 * that an autoscaler of the plan looks after no replicas.
 */
export function owned({ steps }: Plan, object: PlannedObject): UnknownRecord {
  const { shared, manifest } = object;
  if (shared && !shared.mayCreate) {
    const { apiVersion, kind, namespace, name } = object;
    return { apiVersion, kind, metadata: { name, namespace }, ...shared.patch };
  }
  const scaled = steps
    .flatMap(({ objects }) => objects)
    .some((one) => one.kind === 'HorizontalPodAutoscaler' && scales(one, object));
  if (!scaled) return manifest;
  const { replicas: _, ...spec } = record(manifest.spec);
  return { ...manifest, spec };
}

function scales(scaler: PlannedObject, { kind, namespace, name }: PlannedObject): boolean {
  const target = record(record(scaler.manifest.spec).scaleTargetRef);
  return target.kind === kind && target.name === name && scaler.namespace === namespace;
}

/** Whether an object is somebody else's, so that nobody may delete it for us. */
export function isForeign({ shared }: PlannedObject): boolean {
  return shared !== undefined && !shared.mayCreate;
}

/** File of what is only a part of somebody else's object: called like that, and by its kind and namespace where two are called the same. */
export function patchFile({ steps }: Plan, object: PlannedObject): string {
  const { kind, namespace, name } = object;
  const foreign = steps.flatMap(({ objects }) => objects).filter(isForeign);
  const alone = foreign.filter((one) => one.name === name).length === 1;
  const words = alone ? [name] : [kind.toLowerCase(), namespace, name];
  // no name of the cluster has a slash, and none may lead out of the folder
  return `patches/${words.join('-').replaceAll(/[/\\]/g, '-')}.yaml`;
}

/** Whether others' objects go with it when it goes. */
export function holdsOthers({ kind }: PlannedObject): boolean {
  return kind === 'Namespace' || kind === 'CustomResourceDefinition';
}

/** An object with more annotations. */
export function annotated(
  manifest: UnknownRecord,
  annotations: Readonly<Record<string, string>>,
): UnknownRecord {
  if (Object.keys(annotations).length === 0) return manifest;
  const metadata = record(manifest.metadata);
  return {
    ...manifest,
    metadata: { ...metadata, annotations: { ...record(metadata.annotations), ...annotations } },
  };
}

/** Objects as the text of a file. */
export function fileOf(objects: readonly UnknownRecord[]): string {
  return printYaml(objects);
}
