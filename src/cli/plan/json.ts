import { titleOf } from '../../model/kubernetes/reference.ts';
import type { DeletionStep } from '../../plan/deletion.ts';
import type { Plan } from '../../plan/plan.ts';
import type { PlannedObject } from '../../plan/step.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { jsonText } from '../json-text.ts';

/** Version of the shape of plans in JSON; `docs/plan.schema.json` is this one. */
export const planVersion = 1;

/**
 * A plan for programs, and for `tracing apply --plan`. Its shape: `docs/plan.schema.json`.
 *
 * @throws if a manifest has an integer that JSON has no exact number for
 */
export function planJson({ requirements, steps }: Plan): string {
  for (const { objects } of steps) objects.forEach(refuseLargeIntegers);
  return jsonText({ version: planVersion, requirements, steps });
}

/** The way back for programs; its objects are named, and have no manifests. */
export function deletionJson(steps: readonly DeletionStep[]): string {
  const named = steps.map((step) => ({
    ...step,
    objects: step.objects.map(({ manifest: _, ...rest }) => rest),
  }));
  return jsonText({ version: planVersion, steps: named });
}

function refuseLargeIntegers(object: PlannedObject): void {
  if (!hasLargeInteger(object.manifest)) return;
  throw new Error(
    `${titleOf(object)} has an integer of more than 53 bits, which JSON would round; apply it without a saved plan`,
  );
}

function hasLargeInteger(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasLargeInteger);
  return isRecord(value) ? Object.values(value).some(hasLargeInteger) : typeof value === 'bigint';
}
