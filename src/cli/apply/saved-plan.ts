import { readModel } from '../../model/model.ts';
import type { Plan } from '../../plan/plan.ts';
import { waitKinds } from '../../plan/step.ts';
import { at, isRecord, list, own, reasonOf, record, text } from '../../upstream/values/unknown.ts';
import { planVersion } from '../plan/json.ts';
import { readText } from '../read-text.ts';
import type { Planned } from './context.ts';

/**
 * Reads a plan that was saved: its steps are done as they stand there.
 *
 * @throws if the file cannot be read, or is no plan of this version
 */
export async function readSavedPlan(file: string): Promise<Planned> {
  const plan = parsed(file, await readText(file));
  const manifests = plan.steps.flatMap(({ objects }) =>
    objects.map(({ manifest }) => ({ value: manifest })),
  );
  return { plan, model: readModel(manifests) };
}

function parsed(file: string, written: string): Plan {
  const value = jsonOf(file, written);
  const version = own(value, 'version');
  if (version !== planVersion) {
    throw new Error(
      `${file} must be a plan of version ${planVersion}, which tracing plan --format json writes, got version ${version}`,
    );
  }
  const steps = list(own(value, 'steps'));
  if (!isRecord(value) || steps.length === 0 || !steps.every(isStep)) {
    throw new Error(`${file} must be a plan as docs/plan.schema.json has it`);
  }
  return value as unknown as Plan;
}

function jsonOf(file: string, written: string): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    const reason = reasonOf(error);
    throw new Error(`${file} must be JSON: ${reason}`, { cause: error });
  }
}

/** Whether all is there that applying reads. */
function isStep(step: unknown): boolean {
  const kinds: readonly string[] = waitKinds;
  const isReference = (one: unknown) =>
    ['apiVersion', 'kind', 'namespace', 'name'].every((key) => text(own(one, key)) !== undefined);
  return (
    ['id', 'title', 'why'].every((key) => text(own(step, key)) !== undefined) &&
    Array.isArray(own(step, 'objects')) &&
    Array.isArray(own(step, 'waits')) &&
    list(own(step, 'objects')).every((one) => isReference(one) && isPlanned(one)) &&
    list(own(step, 'waits')).every(
      (wait) =>
        isReference(at(wait, 'object')) &&
        kinds.includes(text(own(wait, 'until')) ?? '') &&
        text(own(wait, 'why')) !== undefined,
    )
  );
}

/** Whether an object is the one that its manifest has, and its part, if it is shared, is whole. */
function isPlanned(object: unknown): boolean {
  const { manifest, shared } = record(object);
  const metadata = record(own(manifest, 'metadata'));
  const isOf =
    ['apiVersion', 'kind'].every((key) => own(manifest, key) === own(object, key)) &&
    metadata.name === own(object, 'name') &&
    (metadata.namespace ?? '') === own(object, 'namespace');
  return isOf && (shared === undefined || isSharedPart(shared));
}

function isSharedPart(shared: unknown): boolean {
  const { type, patch, undo, mayCreate } = record(shared);
  return (
    (type === 'merge' || type === 'strategic') &&
    isRecord(patch) &&
    isRecord(undo) &&
    typeof mayCreate === 'boolean'
  );
}
