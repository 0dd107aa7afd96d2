import type { Problem } from '../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../values/settings.ts';
import { own, type UnknownRecord } from '../../values/unknown.ts';

/**
 * What is wrong with the settings of a memory_limiter.
 *
 * Source: opentelemetry-collector v0.158.0 internal/memorylimiter/config.go and memorylimiter.go.
 */
export function memoryLimiterProblems(settings: UnknownRecord): Problem[] {
  return [
    ...checkIntervalProblems(own(settings, 'check_interval')),
    ...missingLimitProblems(settings),
    ...percentageProblems(settings, 'limit_percentage'),
    ...percentageProblems(settings, 'spike_limit_percentage'),
    ...spikeProblems(settings, 'limit_mib', 'spike_limit_mib'),
    ...spikeProblems(settings, 'limit_percentage', 'spike_limit_percentage'),
    ...precedenceProblems(settings),
  ];
}

/** Whether the limit is a part of the memory that the container may use, rather than a number of MiB. */
export function limitsByPercentage(settings: UnknownRecord): boolean {
  return !isSet(settings, 'limit_mib') && isSet(settings, 'limit_percentage');
}

function isSet(settings: UnknownRecord, key: string): boolean {
  const value = own(settings, key);
  return isVariable(value) || (settingNumber(value) ?? 0) !== 0;
}

function checkIntervalProblems(value: unknown): Problem[] {
  const path = ['check_interval'];
  if (value === undefined || value === null) {
    const message = 'check_interval must be set, the default of 0 is refused';
    return [{ path, message, fix: 'check_interval: 1s' }];
  }
  const duration = settingDuration(value);
  if (duration === undefined || duration > 0) return [];
  return [
    {
      path,
      message: `check_interval must be more than 0, got '${value}'`,
      fix: '1s',
    },
  ];
}

function missingLimitProblems(settings: UnknownRecord): Problem[] {
  if (isSet(settings, 'limit_mib') || isSet(settings, 'limit_percentage')) return [];
  const key = ['limit_mib', 'limit_percentage'].find((name) => own(settings, name) !== undefined);
  const value = key === undefined ? 'neither' : own(settings, key);
  // what is no number here, the types of settings tell
  if (key !== undefined && value !== null && settingNumber(value) === undefined) return [];
  const message = `limit_mib or limit_percentage must be more than 0, got ${value}`;
  return [{ path: key === undefined ? [] : [key], message }];
}

function percentageProblems(settings: UnknownRecord, key: string): Problem[] {
  const value = settingNumber(own(settings, key));
  if (value === undefined || (value >= 0 && value <= 100)) return [];
  const message = `${key} must be a percentage from 0 to 100, got ${value}`;
  return [{ path: [key], message }];
}

function spikeProblems(settings: UnknownRecord, limitKey: string, key: string): Problem[] {
  const limit = settingNumber(own(settings, limitKey));
  const spike = settingNumber(own(settings, key));
  if (limit === undefined || spike === undefined || limit === 0 || spike < limit) return [];
  const message = `${key} must be less than ${limitKey}, got ${spike} and ${limit}`;
  return [{ path: [key], message }];
}

function precedenceProblems(settings: UnknownRecord): Problem[] {
  const [ignored, winner] = isSet(settings, 'limit_mib')
    ? (['percentage', 'mib'] as const)
    : (['mib', 'percentage'] as const);
  if (!isSet(settings, `limit_${winner}`)) return [];
  return [`limit_${ignored}`, `spike_limit_${ignored}`]
    .filter((key) => isSet(settings, key))
    .map((key) => ({
      path: [key],
      message: `${key} has no effect beside limit_${winner}, got ${own(settings, key)}`,
      severity: 'warning',
    }));
}

const mebibyte = 1024 * 1024;

/**
 * Bytes from which on memory_limiter refuses what comes: its limit less what it keeps for spikes, a fifth of the limit where nothing is set.
 * Settings that a variable decides count as none.
 *
 * Source: opentelemetry-collector v0.158.0 internal/memorylimiter/memorylimiter.go, newFixedMemUsageChecker.
 *
 * @param memory - limit of the container, in bytes
 */
export function softLimit(settings: UnknownRecord, memory: number): number {
  const set = (name: string) => {
    const mib = settingNumber(own(settings, `${name}_mib`));
    if (mib) return mib * mebibyte;
    return ((settingNumber(own(settings, `${name}_percentage`)) ?? 0) / 100) * memory;
  };
  const limit = set('limit') || memory;
  return limit - (set('spike_limit') || limit / 5);
}
