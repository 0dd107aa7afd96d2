import type { Rule } from '../../../rule.ts';

/** A key that stands in a mapping more than once. */
export const duplicateKey: Rule = {
  id: 'object/duplicate-key',
  severity: 'warning',
  rationale:
    'of equal keys kubectl takes the last and says nothing, other tools refuse the file or take the first',
  ignoreWhen:
    'the values of both are the same and a generator that is not yours writes the file; it works, as long as only kubectl reads it',
  source: 'sigs.k8s.io/yaml v1.4.0, which kubectl reads with: the last of equal keys wins',
  visit: () => ({
    *object({ origin, root }) {
      for (const path of origin?.duplicateKeys ?? []) {
        if (!root.every((segment, index) => path[index] === segment)) continue;
        const key = path.at(-1);
        yield {
          path: path.slice(root.length),
          message: `key ${key} must stand once in its mapping, got it more than once, of which the last counts`,
        };
      }
    },
  }),
};
