import { lackOfTime, ModuleUnavailable } from './build.ts';
import { type Checks, messageOf } from './checks.ts';
import { fluxProgram } from './flux.ts';
import { type GoProgram, kustomizeController } from './programs.ts';

/** The tools that deliver, as far as they can be had here. */
export interface DeliveryPrograms {
  /** Path of Flux's kustomize-controller. */
  readonly flux: string | undefined;
}

/** Finds or builds the tools that deliver; those that cannot be had, or that there is no time for, are recorded. */
export async function deliveryPrograms(checks: Checks): Promise<DeliveryPrograms> {
  return {
    flux: await orSkipped(checks, 'Flux', kustomizeController, fluxProgram),
  };
}

async function orSkipped(
  checks: Checks,
  tool: string,
  program: GoProgram,
  find: () => Promise<string>,
): Promise<string | undefined> {
  const title = `${tool}: ${program.name} ${program.version} itself`;
  const reason = lackOfTime(program);
  if (reason !== undefined) {
    checks.skip('delivery', title, reason);
    return undefined;
  }
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof ModuleUnavailable)) throw error;
    checks.skip('delivery', title, messageOf(error));
    return undefined;
  }
}
