import { at, text } from '../../../src/upstream/values/unknown.ts';
import { type Manifest, type Mutant, type Mutation, ofKind, type Stack, without } from './stack.ts';

/** Objects that are applied too late. */
export const orderMutations: readonly Mutation[] = [
  {
    name: 'definition after its resource',
    because: 'no matches for kind: kubectl applies one file after the other',
    *of(stack) {
      for (const crd of ofKind(stack, 'CustomResourceDefinition')) {
        const kind = text(at(crd, 'spec', 'names', 'kind')) ?? '';
        const resources = ofKind(stack, kind);
        if (resources.length > 0) yield last(stack, crd, resources);
      }
    },
  },
  {
    name: 'Namespace after its objects',
    because: 'kubectl applies one file after the other, and the namespace is not there yet',
    *of(stack) {
      for (const namespace of ofKind(stack, 'Namespace')) {
        const name = at(namespace, 'metadata', 'name');
        const inside = stack.objects.filter(
          (object) => at(object, 'metadata', 'namespace') === name,
        );
        if (inside.length > 0) yield last(stack, namespace, inside);
      }
    },
  },
];

/** A mutant in which an object is applied after all others. */
function last(stack: Stack, object: Manifest, others: readonly Manifest[]): Mutant {
  const { what, blame } = without(stack, object, [object, ...others]);
  return {
    what: `${what} before the end`,
    blame,
    make: () => [...stack.objects.filter((other) => other !== object), object],
  };
}
