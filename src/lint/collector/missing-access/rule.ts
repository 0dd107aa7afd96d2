import type { Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { serviceAccountOf } from '../../../model/collector/service-account.ts';
import { AccessIndex, type Grant } from '../../../model/kubernetes/access.ts';
import type { Model } from '../../../model/model.ts';
import { type AccessNeed, allows } from '../../../upstream/collector/pod/need.ts';
import { accessNeeds, grantingNeed } from '../../../upstream/collector/pod/rights.ts';
import { allocatorNeeds } from '../../../upstream/collector/pod/target-allocator.ts';
import { allocatorAccount } from '../../../upstream/otel-operator/target-allocator.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A component, or a target allocator, that asks the API server for what its service account may not see. */
export const missingAccess: Rule = {
  id: 'collector/missing-access',
  severity: 'error',
  rationale:
    'the operator grants its collectors no RBAC rights, so components that look up pods or nodes wait in vain or fail',
  source:
    'opentelemetry-operator v0.158.0 config/rbac/role.yaml, internal/autodetect/rbac/check.go; v0.148.0 apis/v1beta1/targetallocator_rbac.go; opentelemetry-operator#1851',
  ignoreWhen:
    "the rights are bound outside the manifests, such as to a group of service accounts by the cluster's administrators",
  visit(model) {
    const access = new AccessIndex(model.objects);
    const granting = operatorMayGrant(model, access);
    return {
      *collector(collector) {
        const allocator = own(collector.object.value.spec, 'targetAllocator');
        if (!collector.operated || own(allocator, 'enabled') !== true) return;
        const needs = allocatorNeeds(own(allocator, 'prometheusCR'));
        const given = text(own(allocator, 'serviceAccount'));
        const account = given || allocatorAccount(collector.name);
        if (needs.length === 0) return;
        if (given && isUnseen(model, collector.namespace, account, access)) return;
        const grants = access.of(collector.namespace, account);
        const [lacking] = needs.filter((need) => !isGranted(need, grants));
        if (!lacking) return;
        const unsure = !grants.some((one) => isMeant(one, needs));
        const asking = { id: 'the target allocator' };
        yield {
          ...missingRight(asking, lacking, grants, account, unsure),
          path: ['spec', 'targetAllocator', 'prometheusCR', 'enabled'],
        };
      },
      *component(component, collector) {
        const needs = collector.config.isEnabled(component) ? needsOf(component, collector) : [];
        if (needs.length === 0 || (collector.operated && granting === true)) return;
        const account = serviceAccountOf(collector);
        if (account === undefined || isUnknown(model, collector, account, access)) return;
        const grants = access.of(collector.namespace, account);
        const lacking = worst(needs.filter((need) => !isGranted(need, grants)));
        if (!lacking) return;
        const unsure =
          collector.operated &&
          granting === undefined &&
          !grants.some((one) => isMeant(one, needs));
        yield missingRight(component, lacking, grants, account, unsure);
      },
    };
  },
};

/** What a component asks for, save for what it may well do without. */
function needsOf({ kind, type, settings }: Component, collector: Collector): AccessNeed[] {
  const { namespace, collectorVersion: version, targetAllocator } = collector;
  return accessNeeds(`${kind}/${type}`, settings, { namespace, version, targetAllocator }).filter(
    ({ perhaps }) => perhaps !== true,
  );
}

/** What a component is of no use without goes before what it does the rest without. */
function worst(needs: readonly AccessNeed[]): AccessNeed | undefined {
  return needs.find(({ gives }) => gives === undefined) ?? needs[0];
}

function missingRight(
  { id }: Pick<Component, 'id'>,
  { verbs, resource, everywhere, namespace, gives }: AccessNeed,
  grants: readonly Grant[],
  account: string,
  unsure: boolean,
): Problem {
  const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
  const where = everywhere ? ' in all namespaces' : place;
  const use = gives === undefined ? '' : ` for ${gives}`;
  return {
    message: `${id} must be allowed to ${listed(verbs)} ${resource}${where}${use}, but ${got(grants, account)}`,
    severity: unsure || gives !== undefined ? 'warning' : undefined,
  };
}

function got(grants: readonly Grant[], account: string): string {
  const names = grants.flatMap(({ role }) => (role ? [`${role.kind} ${role.name}`] : []));
  return names.length === 0
    ? `no role is bound to service account ${account}`
    : `service account ${account} has ${listed(names, ' and ')}`;
}

/** Whether roles allow something; a role that the manifests do not have may. */
function isGranted(need: AccessNeed, grants: readonly Grant[]): boolean {
  return grants.some(({ everywhere, namespace, role }) => {
    if (!everywhere && !reaches(namespace, need)) return false;
    if (!role) return true;
    const aggregated = at(role.value, 'aggregationRule') !== undefined;
    return aggregated || list(at(role.value, 'rules')).some((rule) => allows(rule, need));
  });
}

/** Whether a role has something of what is needed, so that the rights are granted by hand and not by the operator. */
function isMeant({ role }: Grant, needs: readonly AccessNeed[]): boolean {
  return list(at(role?.value, 'rules')).some((rule) =>
    needs.some((need) => allows(rule, { ...need, verbs: [] })),
  );
}

/** Whether what counts in one namespace is enough. */
function reaches(namespace: string, need: AccessNeed): boolean {
  if (need.everywhere) return false;
  return need.namespace === undefined || namespace === '' || namespace === need.namespace;
}

/** Whether others than the manifests look after a service account: it is named, and nothing else is said of it. */
function isUnknown(
  { objects }: Model,
  { object, namespace, operated }: Collector,
  account: string,
  access: AccessIndex,
): boolean {
  const named = operated ? Boolean(at(object.value, 'spec', 'serviceAccount')) : true;
  return named && isUnseen({ objects }, namespace, account, access);
}

/** Whether the manifests say nothing of a service account. */
function isUnseen(
  { objects }: Pick<Model, 'objects'>,
  namespace: string,
  account: string,
  access: AccessIndex,
): boolean {
  return (
    !objects.find('ServiceAccount', namespace, account) &&
    access.of(namespace, account).length === 0
  );
}

/** Whether the operator may write ClusterRoles, and then writes them for its collectors; unset when the manifests do not tell. */
function operatorMayGrant({ operators }: Model, access: AccessIndex): boolean | undefined {
  const operator = operators.find(({ kind }) => kind === 'opentelemetry');
  if (!operator) return undefined;
  const account = operator.workload.podSpec.serviceAccountName;
  const grants = access.of(operator.namespace, typeof account === 'string' ? account : 'default');
  return grants.length === 0 ? undefined : isGranted(grantingNeed, grants);
}
