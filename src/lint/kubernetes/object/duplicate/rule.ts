import { isDeepStrictEqual } from 'node:util';
import { objectName } from '../../../../model/kubernetes/objects.ts';
import type { Rule } from '../../../rule.ts';

/** Two objects of one kind and name. */
export const duplicateObject: Rule = {
  id: 'object/duplicate',
  severity: 'warning',
  rationale: 'the object that is applied last silently replaces the other one and its settings',
  source: 'kubectl apply',
  ignoreWhen:
    'the files are alternatives of which only one is applied, such as those of two environments; lint them one by one',
  visit() {
    const seen = new Map<string, unknown>();
    return {
      *object(object) {
        const key = `${object.group} ${objectName(object)}`;
        const { kind, namespace, name } = object;
        // one that says the same changes nothing
        if (name !== '' && seen.has(key) && !isDeepStrictEqual(seen.get(key), object.value)) {
          const message = `${kind} ${namespace ? `${namespace}/` : ''}${name} is among the manifests twice, and this one replaces the other`;
          yield { path: ['metadata', 'name'], message };
        }
        seen.set(key, object.value);
      },
    };
  },
};
