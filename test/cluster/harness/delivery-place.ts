import { dirname, join } from 'node:path';
import { tracingFile } from '../../cli/tracing.ts';
import type { Checks } from './checks.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Player } from './player.ts';
import { run } from './run-program.ts';
import type { Stack } from './stacks.ts';

/** What each tool is judged with, in a cluster of its own that has nothing of the stack yet. */
export interface DeliveryPlace {
  readonly checks: Checks;
  readonly plane: ControlPlane;
  /** Plays cert-manager, pods, and the operators, which start late. */
  readonly player: Player;
  readonly stack: Stack;
  /** Path of the tool. */
  readonly program: string;
  /** Scratch folder of its own. */
  readonly folder: string;
}

/** What no tool deletes for us, and what cert-manager and the namespace leave in it, by names as in an inventory. */
export const stays =
  /^(?:Namespace|CustomResourceDefinition) \/|^(?:Secret|ServiceAccount) tracing\/(?:default|.*-cert)$/;

/** How long what the tool has deleted may take to go. */
export const GONE_SECONDS = 60;

/** Writes the form for a tool of a stack, by the command that users run, and gives the folder. */
export async function writeForm(
  { stack, folder }: DeliveryPlace,
  form: string,
  ...args: readonly string[]
): Promise<string> {
  const dist = dirname(stack.files[0]?.path ?? '');
  const out = join(folder, 'deploy');
  const command = ['plan', dist, '--format', form, '--out', out, ...args];
  await run(process.execPath, [await tracingFile(), ...command]);
  return out;
}
