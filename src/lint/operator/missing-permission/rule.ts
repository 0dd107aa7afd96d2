import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import type { Operator } from '../../../model/operator/installed.ts';
import { listedResources } from '../../../upstream/operator/watching.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An operator whose roles do not let it list what it works on. */
export const missingPermission: Rule = {
  id: 'operator/missing-permission',
  severity: 'error',
  rationale:
    'the operator is not allowed to list what it lists first, so it creates nothing for any resource',
  source: 'jaeger-operator#2588 (ingressclasses, listed since v1.55); release manifests',
  ignoreWhen:
    'the operator gets the permission from a binding outside the manifests, or from one that names a group of its ServiceAccount',
  *check(model) {
    for (const operator of model.operators) yield* unpermitted(model, operator);
  },
};

function* unpermitted(
  model: Model,
  { kind, version, namespace, workload }: Operator,
): Generator<Finding> {
  const account = text(own(workload.podSpec, 'serviceAccountName'));
  if (account === undefined || version === undefined) return;
  if (kind !== 'jaeger' && kind !== 'opentelemetry') return;
  const roles = boundRoles(model, namespace, account);
  const [first] = roles ?? [];
  // a role that is not among the manifests may allow it
  if (!roles || !first) return;
  for (const { group, resource, since } of listedResources[kind]) {
    if (since !== undefined && !isAtLeast(version, since)) continue;
    if (roles.some((role) => allowsList(role, group, resource))) continue;
    yield {
      object: first,
      path: ['rules'],
      message: `${first.kind} ${first.name} must let ${workload.object.name} ${version} list ${resource} of ${group}, but no role of its ServiceAccount does`,
    };
  }
}

/** Roles bound to a ServiceAccount; undefined when one of them is not among the manifests. */
function boundRoles(
  { objects }: Model,
  namespace: string,
  account: string,
): KubeObject[] | undefined {
  const roles: KubeObject[] = [];
  for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
    for (const binding of objects.ofKind(kind)) {
      const binds = list(binding.value.subjects).some(
        (subject) =>
          own(subject, 'kind') === 'ServiceAccount' &&
          own(subject, 'name') === account &&
          own(subject, 'namespace') === namespace,
      );
      if (!binds) continue;
      const roleKind = text(at(binding.value, 'roleRef', 'kind')) ?? '';
      const name = text(at(binding.value, 'roleRef', 'name')) ?? '';
      const role = objects.find(roleKind, roleKind === 'Role' ? binding.namespace : '', name);
      if (!role) return undefined;
      roles.push(role);
    }
  }
  // the role with the most rules is the one that a reader would mend
  return roles.sort((a, b) => list(b.value.rules).length - list(a.value.rules).length);
}

function allowsList(role: KubeObject, group: string, resource: string): boolean {
  const has = (values: unknown, wanted: string) =>
    list(values).some((value) => value === '*' || value === wanted);
  // what an aggregated role allows is written elsewhere
  if (role.value.aggregationRule !== undefined) return true;
  return list(role.value.rules).some(
    (rule) =>
      has(own(rule, 'apiGroups'), group) &&
      has(own(rule, 'resources'), resource) &&
      has(own(rule, 'verbs'), 'list'),
  );
}
