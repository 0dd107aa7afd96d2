import type { FoundText } from '../../lint/clusters.ts';
import { readObjects } from '../../model/kubernetes/objects.ts';
import { at, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { type Cluster, NotAllowed } from '../../verify/cluster.ts';
import { parseYaml, printYaml, YamlError } from '../../yaml.ts';
import type { KubeChoice } from '../verify/kubeconfig.ts';
import { connectTo } from '../verify/kubernetes-cluster.ts';

/** What a cluster has, as manifests. */
export interface LiveTexts {
  /** Each object as a file of its own, save for those that files have. */
  readonly texts: readonly FoundText[];
  /** What could not be read, and why. */
  readonly notes: readonly string[];
}

/** Kinds that are read, by API version. Of Secrets nothing is, since no rule has to see what they hold. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  v1: ['Namespace', 'ServiceAccount', 'Service', 'ConfigMap'],
  'apps/v1': ['Deployment', 'StatefulSet', 'DaemonSet'],
  'batch/v1': ['Job', 'CronJob'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'admissionregistration.k8s.io/v1': [
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
  ],
  'cert-manager.io/v1': ['Issuer', 'ClusterIssuer', 'Certificate'],
  'opentelemetry.io/v1beta1': ['OpenTelemetryCollector'],
  'opentelemetry.io/v1alpha1': ['Instrumentation', 'OpAMPBridge', 'TargetAllocator'],
  'jaegertracing.io/v1': ['Jaeger'],
};

/**
 * Reads what a cluster has, as far as rules look at it, and changes nothing. What an operator has made of a custom resource is left out, as
 * it is in manifests.
 *
 * @param files manifests that are laid over it: what they have is not read from the cluster
 * @throws if there is no kubeconfig, or the API server does not answer
 */
export async function readLive(
  choice: KubeChoice,
  files: readonly FoundText[],
): Promise<LiveTexts> {
  const { cluster, namespace } = connectTo(choice);
  await cluster.version();
  const written = new Set(files.flatMap(valuesIn).map((value) => keyOf(value, namespace)));
  const notes: string[] = [];
  const found: UnknownRecord[] = [];
  for (const [apiVersion, names] of Object.entries(kinds)) {
    for (const kind of names) found.push(...(await listed(cluster, apiVersion, kind, notes)));
  }
  const texts = found
    .filter((object) => at(object, 'metadata', 'ownerReferences') === undefined)
    .filter((object) => !written.has(keyOf(object, namespace)))
    .map((object) => ({ file: nameOf(object), text: printYaml([asWritten(object)]) }));
  return { texts, notes };
}

async function listed(
  cluster: Cluster,
  apiVersion: string,
  kind: string,
  notes: string[],
): Promise<readonly UnknownRecord[]> {
  try {
    const objects = await cluster.list({ apiVersion, kind, namespace: '' });
    // a list leaves out what all of its items have in common
    return objects.map((object) => ({ ...object, apiVersion, kind }));
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    notes.push(
      `${kind} of the cluster could not be read, and are taken to be absent: ${error.message}`,
    );
    return [];
  }
}

function valuesIn({ file, text: written }: FoundText): UnknownRecord[] {
  try {
    return readObjects(parseYaml(written, file)).all.map(({ value }) => value);
  } catch (error) {
    // the linter tells of it
    if (error instanceof YamlError) return [];
    throw error;
  }
}

function keyOf(object: UnknownRecord, usual: string): string {
  const group = (text(object.apiVersion) ?? '').split('/').slice(0, -1).join('');
  const metadata = record(object.metadata);
  return [group, object.kind, text(metadata.namespace) ?? usual, metadata.name].join('\n');
}

function nameOf({ kind, metadata }: UnknownRecord): string {
  const { namespace, name } = record(metadata);
  return ['cluster', text(namespace) ?? '', String(kind), `${text(name)}.yaml`]
    .filter(Boolean)
    .join('/');
}

/** An object without what the cluster has written into it. */
function asWritten(object: UnknownRecord): UnknownRecord {
  const { status: _, metadata, ...rest } = object;
  const { name, namespace, labels, annotations } = record(metadata);
  const kept = Object.entries(record(annotations)).filter(
    ([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration',
  );
  return {
    ...rest,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
    },
  };
}
