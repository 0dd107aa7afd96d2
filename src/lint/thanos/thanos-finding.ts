import { type ThanosTracing, thanosLocation } from '../../model/thanos/tracing.ts';
import type { Problem } from '../../upstream/values/problem.ts';

import { text } from '../../upstream/values/unknown.ts';
import type { Finding } from '../rule.ts';

/** Settings of type OTLP, which alone are judged. */
export function isOtlp({ value }: ThanosTracing): boolean {
  return text(value?.type)?.toUpperCase() === 'OTLP';
}

/** What is wrong with a key of the settings, as a finding; `under` is where its keys begin. */
export function thanosFinding(
  tracing: ThanosTracing,
  { path = [], message, fix }: Problem,
  ...under: readonly string[]
): Finding {
  return {
    ...thanosLocation(tracing, ...under, ...path.map(String)),
    message: `${tracing.label}: ${message}`,
    fix,
  };
}
