import type { Path } from '../../../src/yaml/locate.ts';
import { change, type Manifest, type Mutant, type Mutation, ofKind, type Stack } from './stack.ts';

/** What is put where; undefined takes away. */
export type Edit = readonly (readonly [path: Path, value: unknown])[];

/** A mutation of the edits that are possible for each object of some kinds; others may be blamed, too. */
export function breaking(
  name: string,
  because: string,
  kinds: readonly string[],
  edits: (object: Manifest, stack: Stack) => Iterable<Edit>,
  others: (stack: Stack) => readonly Manifest[] = () => [],
): Mutation {
  return {
    name,
    because,
    *of(stack): Generator<Mutant> {
      for (const object of ofKind(stack, ...kinds)) {
        for (const edit of edits(object, stack)) yield change(stack, object, edit, others(stack));
      }
    },
  };
}
