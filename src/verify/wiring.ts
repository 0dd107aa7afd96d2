import type { Check } from './check.ts';
import { generationChecks } from './collector/generation.ts';
import type { Context } from './context.ts';
import { policyChecks } from './edge/policies.ts';
import { reachChecks } from './edge/reach.ts';
import { argumentChecks } from './jaeger/arguments.ts';
import { derivedChecks, workloadChecks } from './kubernetes/derived.ts';
import { fileChecks } from './kubernetes/files.ts';

/** Whether the cluster has what the manifests say, the operators have made of it what they make, and everybody finds everybody. */
export async function wiringChecks(context: Context): Promise<readonly Check[]> {
  const { model } = context;
  const operators = new Set(model.operators.map(({ workload }) => workload.object));
  const written = model.objects.all.filter((object) => !operators.has(object));
  return [
    ...fileChecks(context),
    ...derivedChecks(context, [
      ...model.collectors.filter(({ operated }) => operated),
      ...model.jaegers,
    ]),
    ...workloadChecks(context, written),
    ...generationChecks(context),
    ...argumentChecks(context),
    ...reachChecks(context),
    ...policyChecks(context),
  ];
}
