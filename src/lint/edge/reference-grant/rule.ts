import { type Front, frontsOf } from '../../../model/edge/fronts.ts';
import type { KubeObject, ObjectIndex } from '../../../model/kubernetes/objects.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

const group = 'gateway.networking.k8s.io';

/** A route of the Gateway API that leads to a Service of another namespace, where no ReferenceGrant allows it. */
export const referenceGrant: Rule = {
  id: 'edge/reference-grant',
  severity: 'error',
  rationale:
    'a Gateway leads nothing to a Service of another namespace unless a ReferenceGrant there allows it, and answers 500',
  ignoreWhen:
    'whoever owns the other namespace grants it there, or the Gateway does without grants',
  source:
    'gateway-api v1.2.0 apis/v1/httproute_types.go HTTPBackendRef, apis/v1beta1/referencegrant_types.go',
  visit: ({ objects, services }) => ({
    *object(object) {
      if (object.group !== group || object.namespace === '' || !isForGateways(object)) return;
      for (const front of frontsOf(object)) {
        const { service, namespace } = front;
        if (service === undefined || namespace === object.namespace) continue;
        if (services.find(namespace, service))
          yield* notGranted(front, grantsIn(objects, namespace));
      }
    },
  }),
};

function* notGranted(front: Front, grants: readonly KubeObject[]): Iterable<Problem> {
  if (grants.some((grant) => allows(grant, front))) return;
  const { object, service, namespace, path } = front;
  const meant = grants.find((grant) => isMeant(grant, front));
  const got = meant ? `${meant.name} does not` : 'none here does';
  yield {
    path: [...path.slice(0, -1), 'namespace'],
    message: `${object.kind} ${object.name} must be allowed to lead to Service ${service} by a ReferenceGrant of namespace ${namespace} (from ${object.kind} of ${object.namespace}, to Service ${service}), ${got}`,
    // another one may be in the cluster
    severity: meant ? undefined : 'warning',
  };
}

/** Whether a route is for Gateways alone; meshes let routes lead where they like. */
function isForGateways({ value }: KubeObject): boolean {
  return list(at(value, 'spec', 'parentRefs')).every(
    (parent) => (text(own(parent, 'kind')) ?? 'Gateway') === 'Gateway',
  );
}

/** Grants of a namespace, and those that leave it to `kubectl -n`. */
function grantsIn(objects: ObjectIndex, namespace: string): KubeObject[] {
  return objects
    .ofKind('ReferenceGrant', group)
    .filter((grant) => grant.namespace === namespace || grant.namespace === '');
}

function allows({ value }: KubeObject, front: Front): boolean {
  const from = list(at(value, 'spec', 'from')).some(
    (one) =>
      own(one, 'group') === group &&
      own(one, 'kind') === front.object.kind &&
      own(one, 'namespace') === front.object.namespace,
  );
  const to = list(at(value, 'spec', 'to')).some(
    (one) =>
      (own(one, 'group') ?? '') === '' &&
      own(one, 'kind') === 'Service' &&
      (own(one, 'name') ?? front.service) === front.service,
  );
  return from && to;
}

/** Whether a grant is for this very Service and the namespace of the route, and so for another kind or group than it must be. */
function isMeant({ namespace, value }: KubeObject, { object, service }: Front): boolean {
  const from = list(at(value, 'spec', 'from'));
  const to = list(at(value, 'spec', 'to'));
  return (
    namespace !== '' &&
    from.some((one) => own(one, 'namespace') === object.namespace) &&
    to.some((one) => own(one, 'name') === service)
  );
}
