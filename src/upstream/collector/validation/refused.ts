import type { Problem } from '../../values/problem.ts';
import type { UnknownRecord } from '../../values/unknown.ts';
import type { ComponentKind } from '../components.ts';
import { componentProblems } from './components.ts';
import { typeProblems } from './types.ts';

/**
 * What a component refuses of values that agree with the types of its settings: out of range, missing, or in need of each other.
 *
 * @param release - of the collector; undefined where it is not known
 * @param used - whether a pipeline or the service has it
 */
export function refusedValues(
  kind: ComponentKind,
  type: string,
  settings: UnknownRecord,
  release: string | undefined,
  used: boolean,
): Problem[] {
  return [
    ...componentProblems(`${kind}/${type}`, settings, used),
    ...typeProblems(kind, type, settings, release, used),
  ];
}
