import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import { at, own, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A custom resource that is applied before its definition. */
export const definitionLast: Rule = {
  id: 'order/definition-last',
  severity: 'error',
  rationale:
    'the API server does not know the kind yet and refuses the resource (no matches for kind)',
  source: 'opentelemetry-helm-charts#562',
  *check(model) {
    const known = definitions(model);
    for (const object of model.objects.all) {
      const crd = known.get(`${object.kind}.${object.group}`);
      if (crd === undefined || crd.order < object.order) continue;
      yield {
        object,
        path: ['kind'],
        message: `${object.kind} ${object.namespace}/${object.name} must be applied after CustomResourceDefinition ${crd.name}, which comes later`,
      };
    }
  },
};

/** CustomResourceDefinitions of the manifests, by `kind.group`. */
function definitions({ objects }: Model): Map<string, KubeObject> {
  return new Map(
    objects.ofKind('CustomResourceDefinition').map((object) => {
      const spec = own(object.value, 'spec');
      const kind = text(at(spec, 'names', 'kind')) ?? '';
      return [`${kind}.${text(own(spec, 'group')) ?? ''}`, object];
    }),
  );
}
