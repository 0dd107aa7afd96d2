import { createdNames, deletedKinds } from '../../../upstream/jaeger/objects.ts';
import type { Rule } from '../../rule.ts';

/** An object of one's own with the labels by which the operator finds what it has created for a Jaeger. */
export const deletedObject: Rule = {
  id: 'jaeger/deleted-object',
  severity: 'error',
  rationale:
    'the Jaeger operator deletes objects that carry its labels but that it would not create',
  source: 'jaeger-operator v1.51.0 pkg/controller/jaeger/service.go',
  ignoreWhen:
    'no operator manages that Jaeger, or its release creates an object of this name and kind itself',
  visit({ jaegers }) {
    const created = new Map(
      jaegers.map(({ name, namespace }) => [`${namespace}\n${name}`, createdNames(name)]),
    );
    return {
      *object({ kind, labels, namespace, name }) {
        if (labels['app.kubernetes.io/managed-by'] !== 'jaeger-operator') return;
        if (!deletedKinds.includes(kind)) return;
        const instance = labels['app.kubernetes.io/instance'];
        const names = created.get(`${namespace}\n${instance}`);
        if (!names || names.has(name)) return;
        yield {
          path: ['metadata', 'labels', 'app.kubernetes.io/managed-by'],
          message: `the operator of Jaeger ${namespace}/${instance} deletes this ${kind}, whose labels mark it as the operator's own`,
        };
      },
    };
  },
};
