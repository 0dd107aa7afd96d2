import { type PlannedObject, planTitle } from '../plan/step.ts';
import { at, number, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { type ApplyContext, placed } from './context.ts';

/**
 * Replicas to apply in place of those that are written, for a workload that an autoscaler looks after: those that it has now, so that
 * nothing is scaled, and the autoscaler owns them as before. Undefined where the written ones count.
 */
export async function replicasOf(
  context: ApplyContext,
  object: PlannedObject,
  before: UnknownRecord | undefined,
): Promise<number | undefined> {
  const written = number(at(object.manifest, 'spec', 'replicas'));
  const live = number(at(before, 'spec', 'replicas'));
  if (written === undefined || live === undefined || written === live) return undefined;
  const { namespace } = placed(context, object);
  const scalers = await context.verify.cluster.list({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    namespace,
  });
  const scaled = scalers.some((scaler) => {
    const target = at(scaler, 'spec', 'scaleTargetRef');
    const named = { kind: text(at(target, 'kind')) ?? '', name: text(at(target, 'name')) ?? '' };
    return planTitle({ ...named, namespace }) === planTitle({ ...object, namespace });
  });
  return scaled ? live : undefined;
}
