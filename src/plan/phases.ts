import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import { installsPrograms, isForeignGroup } from '../upstream/kubernetes/makers.ts';
import { makingWorkloads } from './makers.ts';

/** Phases before what receives spans: until the last of them is done, the API server accepts no custom resource. */
export const firstPhases = [
  'namespaces',
  'definitions',
  'foundations',
  'tenants',
  'cert-manager',
  'certificates',
  'operators',
  'webhooks',
] as const;

/** Phases after it. */
export const lastPhases = ['senders', 'monitors'] as const;

/**
 * The place of an object in the order, apart from what receives spans, which has tiers of its own.
 *
 * - `namespaces`, `definitions`: what all others need
 * - `foundations`: accounts, rights, Services and files, which take effect by being there, what others make Secrets of, and what
 *   they install programs by
 * - `tenants`: the same in namespaces that others make of what is in `foundations`
 * - `cert-manager`: where the manifests bring it
 * - `certificates`: what cert-manager is asked for
 * - `operators`, `webhooks`: those who make pods of custom resources, or Secrets, and how the API server asks them
 * - `senders`: workloads, and settings of those who send spans or show them
 * - `monitors`: custom resources of others, which nothing waits for
 */
export type Phase = (typeof firstPhases)[number] | (typeof lastPhases)[number];

/** Tells the phase of each object that is in no tier. */
export function phaseTeller(model: Model): (object: KubeObject) => Phase {
  const certManager = new Set<string>();
  const operators = new Set<KubeObject>(makingWorkloads(model));
  for (const { kind, namespace, workload } of model.operators) {
    if (kind === 'cert-manager') certManager.add(namespace);
    else operators.add(workload.object);
  }
  const workloads = new Set(model.workloads.map(({ object }) => object));
  const clients = new Set(model.edges.map(({ sender }) => sender.client));
  const ofWorkload = (object: KubeObject): Phase => {
    if (certManager.has(object.namespace)) return 'cert-manager';
    return operators.has(object) ? 'operators' : 'senders';
  };
  const ofOthers = (object: KubeObject): Phase =>
    installsPrograms(object.group, object.kind) ? 'foundations' : 'monitors';
  const lacking = lackingNamespaces(model);
  const mayMakeNeeded = (object: KubeObject) =>
    object.kind === 'Job' && lacking.has(object.namespace) && !clients.has(object);
  const isTenant = ({ namespace }: KubeObject) => model.madeNamespaces.has(namespace);
  const phaseOf = (object: KubeObject): Phase => {
    if (object.group === 'cert-manager.io') return 'certificates';
    // also a Job, before the pods that read what it makes, or may make
    if (model.makers.has(object) || mayMakeNeeded(object)) return 'foundations';
    if (workloads.has(object)) return ofWorkload(object);
    if (isForeignGroup(object.group)) return ofOthers(object);
    const ofKind = Object.hasOwn(kinds, object.kind) ? kinds[object.kind] : undefined;
    // the settings of Tekton, or a data source of Grafana
    return ofKind ?? (clients.has(object) ? 'senders' : 'foundations');
  };
  return (object) => {
    const phase = phaseOf(object);
    return phase === 'foundations' && isTenant(object) ? 'tenants' : phase;
  };
}

/** Namespaces in which pods read what is not among the manifests. */
function lackingNamespaces({ requirements }: Model): ReadonlySet<string> {
  return new Set(
    requirements.flatMap(({ name }) => {
      const [, namespace] = /^(?:secret|configmap)\/([^/]+)\//.exec(name) ?? [];
      return namespace ?? [];
    }),
  );
}

const kinds: Readonly<Record<string, Phase>> = {
  Namespace: 'namespaces',
  CustomResourceDefinition: 'definitions',
  MutatingWebhookConfiguration: 'webhooks',
  ValidatingWebhookConfiguration: 'webhooks',
  HorizontalPodAutoscaler: 'senders',
  // until its server answers, the API server cannot list the kinds that it serves
  APIService: 'monitors',
};
