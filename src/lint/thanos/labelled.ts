import type { ThanosTracing } from '../../model/thanos/tracing.ts';
import { type Problem, within } from '../../upstream/values/problem.ts';
import { text } from '../../upstream/values/unknown.ts';

/** Settings of type OTLP, which alone are judged. */
export function isOtlp({ value }: ThanosTracing): boolean {
  return text(value?.type)?.toUpperCase() === 'OTLP';
}

/** A problem, with the name of whose settings it is in. */
export function labelled({ label }: ThanosTracing, problem: Problem): Problem {
  return { ...problem, message: `${label}: ${problem.message}` };
}

/** A problem with a key under `config`. */
export function labelledConfig(tracing: ThanosTracing, problem: Problem): Problem {
  return labelled(tracing, within(['config'], problem));
}
