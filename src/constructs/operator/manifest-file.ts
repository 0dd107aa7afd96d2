import type { ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { detectNamespace, type Leftover, relocate } from '../../relocate.ts';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { deletedKubeRbacProxy, kubeRbacProxy } from '../../upstream/operator/kube-rbac-proxy.ts';
import type { OperatorManifest } from '../../upstream/operator/manifest.ts';
import { at, list, own, reasonOf, record, replaceAt, text } from '../../upstream/values/unknown.ts';
import type { MetricsTarget } from '../edge/metrics-target.ts';
import { type ManifestObject, readManifestFile } from '../kubernetes/manifest-file.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';
import { addAsWritten } from '../kubernetes/without-namespace.ts';
import type { MetadataProps } from '../props/metadata.ts';
import { refuse } from '../props/refuse.ts';
import { requires } from '../props/requires.ts';

/** Settings of an installation from a release manifest; all else is as the manifest has it. */
interface ManifestInstallProps {
  /** Release manifest of the operator, as a path from the working directory. */
  readonly manifest: string;
  /** Namespace that everything in it is moved to. */
  readonly namespace: string;
  /**
   * Image in place of the operator's own.
   *
   * @default - the manifest's
   */
  readonly image?: string;
  /**
   * Image in place of the deleted kube-rbac-proxy.
   *
   * @default - quay.io/brancz/kube-rbac-proxy at the manifest's tag
   */
  readonly proxyImage?: string;
  /**
   * Whether its containers are given what the profile `restricted` asks and the manifest says nothing of.
   *
   * @default true
   */
  readonly restricted?: boolean;
}

/** What an installed operator's parts are called, and the CRDs that go with it. */
export interface InstalledOperator {
  /** Name of its ServiceAccount. */
  readonly serviceAccountName: string;
  /** Name of its Deployment. */
  readonly deploymentName: string;
  /** Name of the Service of its webhook server. */
  readonly webhookService: string;
  /** Its CustomResourceDefinitions. */
  readonly definitions: readonly ApiObjectProps[];
  /** Its pods, for those who watch them; none for one out of a manifest, whose release alone knows how. */
  readonly metrics: readonly MetricsTarget[];
}

const settings: readonly string[] = [
  'manifest',
  'namespace',
  'clusterDomain',
  'crds',
  'image',
  'proxyImage',
  'labels',
  'annotations',
  'restricted',
] satisfies (keyof ManifestInstallProps | keyof MetadataProps | 'clusterDomain' | 'crds')[];

/**
 * Why a setting cannot go together with a manifest, which has its own; undefined when all can.
 *
 * @param props - all settings of the operator's construct
 */
export function besideManifestProblem(props: object): string | undefined {
  const other = Object.entries(props).find(
    ([name, value]) => value !== undefined && !settings.includes(name),
  );
  return other && `${other[0]} must not be set together with manifest, whose own is used`;
}

/**
 * Adds the objects of an operator's release manifest, moved to another namespace. The Namespace is left out, since the stack
 * has its own; its Certificates say that they need cert-manager.
 *
 * @returns what the manifest calls the operator's parts, and its CRDs, which are not added
 * @throws if the file is missing, broken or no manifest of that operator, if it names its namespace where that cannot be
 *   changed for sure, and if it has no image to be replaced
 */
export function addManifest(
  scope: Construct,
  operator: OperatorManifest,
  { manifest: file, namespace, image, proxyImage, restricted = true }: ManifestInstallProps,
): InstalledOperator {
  const objects = readManifestFile(file);
  refuse(strangerProblem(file, operator, objects));
  const own = parseImage(operator.image).repository;
  const moved = relocate(objects, {
    from: ownNamespace(file, objects),
    to: namespace,
    images: {
      [deletedKubeRbacProxy]: proxyImage ?? kubeRbacProxy,
      ...(image !== undefined && { [own]: image }),
    },
  });
  refuse(
    leftoversProblem(file, moved.leftovers),
    image !== undefined && moved.unusedImages.includes(own)
      ? `image must replace ${own}, got ${file} without it`
      : undefined,
    proxyImage !== undefined && moved.unusedImages.includes(deletedKubeRbacProxy)
      ? `proxyImage must replace ${deletedKubeRbacProxy}, got ${file} without it`
      : undefined,
  );
  const emitted = moved.objects as readonly ManifestObject[];
  for (const [index, object] of emitted.entries()) {
    if (isCrd(object)) continue;
    const added = addAsWritten(
      scope,
      `Object${index}`,
      restricted ? restrictedPods(object) : object,
    );
    if (isCertificate(object)) requires(added, 'cert-manager');
  }
  return { ...namesIn(file, operator, emitted), definitions: emitted.filter(isCrd), metrics: [] };
}

/** A Deployment whose containers say all that the profile `restricted` asks; what the manifest says stands. */
function restrictedPods(object: ManifestObject): ManifestObject {
  const path = ['spec', 'template', 'spec', 'containers'];
  const containers = list(at(object, ...path)).map((container) => ({
    ...record(container),
    securityContext: { ...restrictedContainer(), ...record(own(container, 'securityContext')) },
  }));
  return object.kind === 'Deployment'
    ? (replaceAt(object, path, containers) as ManifestObject)
    : object;
}

function strangerProblem(
  file: string,
  { title, group }: OperatorManifest,
  objects: readonly ManifestObject[],
): string | undefined {
  const groups = [...new Set(objects.filter(isCrd).map((crd) => text(at(crd, 'spec', 'group'))))];
  if (groups.includes(group)) return undefined;
  const got = groups.length === 0 ? 'no CRDs' : `CRDs of ${groups.join(', ')}`;
  return `manifest ${file} must be a release manifest of the ${title}, with CRDs of ${group}, got ${got}`;
}

function ownNamespace(file: string, objects: readonly ManifestObject[]): string {
  try {
    return detectNamespace(objects);
  } catch (error) {
    const reason = reasonOf(error);
    throw new Error(`manifest ${file} must have one namespace of its own: ${reason}`, {
      cause: error,
    });
  }
}

function leftoversProblem(file: string, leftovers: readonly Leftover[]): string | undefined {
  if (leftovers.length === 0) return undefined;
  const places = leftovers.map(({ object, path }) => `${object} ${path.join('.')}`).join(', ');
  return `manifest ${file} must name its namespace only where that can be changed for sure, got ${places}; change these by hand`;
}

function namesIn(
  file: string,
  { title }: OperatorManifest,
  objects: readonly ManifestObject[],
): Omit<InstalledOperator, 'definitions' | 'metrics'> {
  const find = (kind: string) => objects.find((object) => object.kind === kind);
  const name = (what: string, value: unknown): string => {
    if (typeof value === 'string') return value;
    throw new Error(
      `manifest ${file} must be a release manifest of the ${title}, got one without ${what}`,
    );
  };
  const deployment = find('Deployment');
  const webhook = at(find('MutatingWebhookConfiguration'), 'webhooks', 0, 'clientConfig');
  return {
    deploymentName: name('a Deployment', deployment?.metadata.name),
    serviceAccountName: name(
      'a ServiceAccount of its Deployment',
      at(deployment, 'spec', 'template', 'spec', 'serviceAccountName'),
    ),
    webhookService: name('a mutating webhook', at(webhook, 'service', 'name')),
  };
}

function isCertificate({ apiVersion, kind }: ManifestObject): boolean {
  return kind === 'Certificate' && apiVersion.startsWith('cert-manager.io/');
}

function isCrd({ kind }: ManifestObject): boolean {
  return kind === 'CustomResourceDefinition';
}
