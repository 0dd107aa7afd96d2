/**
 * Length in bytes from which on Linux does not start a program that is given such an argument or variable, its name included.
 *
 * Source: Linux include/uapi/linux/binfmts.h, MAX_ARG_STRLEN: 32 pages of 4 KiB.
 */
export const longestArgument = 131_072;

/**
 * Length in bytes of all arguments and variables together above which Linux starts no program, whatever its limits.
 *
 * Source: Linux fs/exec.c bprm_stack_limits, three quarters of 8 MiB.
 */
export const longestArguments = 6_291_456;

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/**
 * Bytes of a `GOMEMLIMIT`: `800MiB` is 838860800, and `off` or nothing no limit. Undefined for a text that Go does not read, and with
 * which no program of Go starts.
 *
 * Source: Go 1.19 to 1.25 runtime/mgcpacer.go readGOMEMLIMIT, runtime/string.go parseByteCount.
 */
export function goMemoryLimit(value: string): number | undefined {
  if (value === '' || value === 'off') return Number.POSITIVE_INFINITY;
  const [, digits, unit = 'B'] = /^(\d+)(B|KiB|MiB|GiB|TiB)?$/.exec(value) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** units.indexOf(unit);
}

/** A unit of Go for one that Kubernetes has: `800Mi` and `800M` become `800MiB`; undefined for what is neither. */
export function goMemoryUnit(value: string): string | undefined {
  const [, digits, unit] = /^(\d+)\s*([KMGT])i?b?$/i.exec(value) ?? [];
  return unit === undefined ? undefined : `${digits}${unit.toUpperCase()}iB`;
}
