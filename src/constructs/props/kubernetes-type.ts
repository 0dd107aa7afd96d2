import { schemaProblems } from '../../upstream/kubernetes/crd-schema.ts';
import { yamlProblem } from './refuse.ts';
import type { Shape } from './shape.ts';

/**
 * A value of a type of Kubernetes' own, whose fields are checked as deep as they go: a misspelt one is refused with the one that
 * was meant.
 *
 * @param name - name of the type, such as `Toleration`; with `[]` behind it, a list of them
 */
export function kubernetesType<T>(name: string): Shape<T | undefined> {
  const item = { $ref: name.replace('[]', '') };
  const schema = name.endsWith('[]') ? { type: 'array', items: item } : item;
  return {
    problem: (what, value) => {
      if (value === undefined) return undefined;
      const unwritable = yamlProblem(what, value);
      if (unwritable !== undefined) return unwritable;
      for (const { path, message, type, fix, kind } of schemaProblems(schema, value, [])) {
        const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
        const where = `${what}${place.join('')}`;
        if (kind === 'invalid') return `${where} ${message}`;
        const hint = fix === undefined ? '' : `; did you mean ${fix}?`;
        return `${where} must be a field of ${type}${hint}`;
      }
      return undefined;
    },
  };
}
