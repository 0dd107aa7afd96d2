import { envVar } from '../../model/kubernetes/workloads.ts';
import type { Operator } from '../../model/operator/installed.ts';
import type { InjectionSwitch } from '../../upstream/instrumentation/switches.ts';
import { isAtLeast } from '../../upstream/values/version.ts';

/**
 * Whether a switch of an operator is on, by flag, variable, feature gate or release, of which an unknown one is taken for a
 * current one; undefined when the manifests do not have the value of the variable.
 */
export function isSwitchedOn(
  { flags, container, version }: Operator,
  { flag, variable, gate, onSince }: InjectionSwitch,
): boolean | undefined {
  const written = flags.findLast(({ name }) => name === flag);
  if (written) return isTrue(written.value ?? '');
  const entry = envVar(container.env, variable);
  if (entry?.value !== undefined) return isTrue(entry.value);
  const gates = flags.flatMap(({ name, value = '' }) =>
    name === 'feature-gates' ? value.split(',') : [],
  );
  if (gates.some((one) => one.trim().replace(/^\+/, '') === gate)) return true;
  if (entry) return undefined;
  return onSince !== undefined && (version === undefined || isAtLeast(version, onSince));
}

function isTrue(value: string): boolean {
  return !/^(false|0|f)$/i.test(value);
}
