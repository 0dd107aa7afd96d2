import type { KubeObject, ObjectIndex } from '../../../../model/kubernetes/objects.ts';
import { at, own, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A custom resource that is applied before its definition. */
export const definitionLast: Rule = {
  id: 'order/definition-last',
  severity: 'error',
  rationale:
    'the API server does not know the kind yet and rejects the resource (no matches for kind)',
  source: 'opentelemetry-helm-charts#562',
  ignoreWhen:
    'you apply the manifests with a tool that sorts CustomResourceDefinitions first, such as Argo CD or kapp, or the definition is already in the cluster',
  visit({ objects }) {
    const definitions = definitionsOf(objects);
    return {
      *object({ kind, group, namespace, name, order }) {
        const crd = definitions.get(`${kind}.${group}`);
        if (crd === undefined || crd.order < order) return;
        const message = `${kind} ${namespace}/${name} must be applied after CustomResourceDefinition ${crd.name}, which comes later`;
        yield { path: ['kind'], message };
      },
    };
  },
};

/** CustomResourceDefinitions of the manifests, by `kind.group`. */
function definitionsOf(objects: ObjectIndex): Map<string, KubeObject> {
  return new Map(
    objects.ofKind('CustomResourceDefinition').map((object) => {
      const spec = own(object.value, 'spec');
      const kind = text(at(spec, 'names', 'kind')) ?? '';
      return [`${kind}.${text(own(spec, 'group')) ?? ''}`, object];
    }),
  );
}
