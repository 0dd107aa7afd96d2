import { at, list, own, type UnknownRecord } from '../../values/unknown.ts';
import { isAtLeast } from '../../values/version.ts';
import { type AccessNeed, everywhere, inNamespaces } from './need.ts';

/** Kinds that are watched for what they are named, labelled or annotated. */
const kinds = {
  namespace: everywhere('', 'namespaces'),
  node: everywhere('', 'nodes'),
  replicaset: everywhere('apps', 'replicasets'),
  deployment: everywhere('apps', 'deployments'),
  statefulset: everywhere('apps', 'statefulsets'),
  daemonset: everywhere('apps', 'daemonsets'),
  job: everywhere('batch', 'jobs'),
} as const satisfies Readonly<Record<string, AccessNeed>>;

type Kind = keyof typeof kinds;

const deploymentName = 'k8s.deployment.name';

/** First release that reads a Deployment's name out of its ReplicaSet's by default (opentelemetry-collector-contrib#48534). */
const namedByReplicaSetSince = '0.153.0';

/**
 * What k8s_attributes watches: pods, and the owners of pods that it is to tell more of.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 processor/k8sattributesprocessor/internal/kube/client.go, README.md.
 *
 * @param version - release of the collector, when it is known
 */
export function podAttributeRights(
  settings: UnknownRecord,
  version: string | undefined,
): AccessNeed[] {
  if (settings.passthrough === true) return [];
  const namespace = at(settings, 'filter', 'namespace');
  const filtered = (need: AccessNeed) =>
    inNamespaces(need, namespace === undefined ? [] : [namespace]);
  const extract = own(settings, 'extract');
  const byDefault = own(extract, 'metadata') === undefined;
  const owners = [...extractions(extract, version)].flatMap(([kind, gives]) => {
    const need = {
      ...kinds[kind],
      gives,
      ...(byDefault && gives === deploymentName ? { perhaps: true } : {}),
    };
    return kind === 'namespace' || kind === 'node' ? [need] : filtered(need);
  });
  return [...filtered(everywhere('', 'pods')), ...owners];
}

/** What is told of pods, by the kind that has to be watched for it; the first of several. */
function extractions(extract: unknown, version: string | undefined): ReadonlyMap<Kind, string> {
  const metadata = own(extract, 'metadata');
  const isTold = (name: string, usual = false) =>
    metadata === undefined ? usual : list(metadata).includes(name);
  const found = new Map<Kind, string>();
  const add = (kind: Kind, gives: string) => {
    if (!found.has(kind)) found.set(kind, gives);
  };
  if (isTold('k8s.deployment.uid')) add('replicaset', 'k8s.deployment.uid');
  if (isTold(deploymentName, true) && looksUpReplicaSets(extract, version)) {
    add('replicaset', deploymentName);
  }
  if (isTold('k8s.cronjob.uid')) add('job', 'k8s.cronjob.uid');
  if (isTold('k8s.node.uid')) add('node', 'k8s.node.uid');
  if (isTold('k8s.cluster.uid')) add('namespace', 'k8s.cluster.uid');
  for (const setting of ['labels', 'annotations']) {
    for (const from of list(own(extract, setting)).map((one) => own(one, 'from'))) {
      if (!isKind(from)) continue;
      // pods know their ReplicaSet alone
      if (from === 'deployment') add('replicaset', `${setting} of deployments`);
      add(from, `${setting} of ${from}s`);
    }
  }
  return found;
}

function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && Object.hasOwn(kinds, value);
}

/** Whether the name of a Deployment is looked up for certain. */
function looksUpReplicaSets(extract: unknown, version: string | undefined): boolean {
  const written = own(extract, 'deployment_name_from_replicaset');
  if (written !== undefined) return written === false;
  return version !== undefined && !isAtLeast(version, namedByReplicaSetSince);
}
