import { pathText } from '../../../../model/kubernetes/objects.ts';
import type { Rule } from '../../../rule.ts';

/** A key that its mapping has more than once. */
export const duplicateKey: Rule = {
  id: 'object/duplicate-key',
  severity: 'warning',
  rationale: 'kubectl uses the last of duplicate keys, and silently loses the values of the others',
  ignoreWhen:
    'a generator that is not yours writes both with the same value, and only kubectl reads the file; other tools reject it',
  source: 'sigs.k8s.io/yaml v1.6.0 yaml.go, YAMLToJSON',
  visit: () => ({
    *object({ origin, root }) {
      for (const written of origin?.duplicateKeys ?? []) {
        if (!root.every((step, index) => step === written[index])) continue;
        const path = written.slice(root.length);
        const message = `${pathText(path)} is written more than once, and only the last one counts`;
        yield { path, message };
      }
    },
  }),
};
