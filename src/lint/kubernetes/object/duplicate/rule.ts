import { objectName } from '../../../../model/kubernetes/objects.ts';
import type { Rule } from '../../../rule.ts';

/** Two objects of one kind and name. */
export const duplicateObject: Rule = {
  id: 'object/duplicate',
  severity: 'warning',
  rationale:
    'the object that is applied last replaces the other one, whose settings are lost without a word',
  source: 'kubectl apply',
  *check({ objects }) {
    const seen = new Set<string>();
    for (const object of objects.all) {
      const key = `${object.group} ${objectName(object)}`;
      if (object.name !== '' && seen.has(key)) {
        yield {
          object,
          path: ['metadata', 'name'],
          message: `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name} is among the manifests twice, and this one replaces the other`,
        };
      }
      seen.add(key);
    }
  },
};
