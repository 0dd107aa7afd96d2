import type { Construct } from 'constructs';
import type { Grant, OperatorManifest } from '../../upstream/operator/manifest.ts';
import type { MetricsTarget } from '../edge/metrics-target.ts';
import { registryOf } from '../kubernetes/image-source.ts';
import { type KubeProps, kubeObject } from '../kubernetes/kube-object.ts';
import { addMetadata } from '../props/metadata.ts';
import { refuse } from '../props/refuse.ts';
import { requires } from '../props/requires.ts';
import { crdDefinitions, OperatorCrds } from './crds.ts';
import { addManifest, besideManifestProblem, type InstalledOperator } from './manifest-file.ts';
import { addAccess, addDisruptionBudget, addServices, addWebhooks } from './parts.ts';
import { checkOperatorProps, type PlacedOperatorProps } from './props.ts';
import { WebhookCertificate } from './webhook-certificate.ts';

/** What only one operator's installation has. */
interface OwnParts {
  /** Its roles. */
  readonly grants: readonly Grant[];
  /** Its Deployment, given the Secret of the webhook server's certificate. */
  deployment(certificateSecret: string): KubeProps<'Deployment'>;
}

/**
 * Adds an operator's objects to a scope: those of the release that this project installs, or of the user's manifest.
 *
 * @returns what the operator's parts are called, and its CRDs
 * @throws if a setting is malformed, if there is a manifest and it is no good, or if something is set beside it
 */
export function installOperator(
  scope: Construct,
  operator: OperatorManifest,
  props: PlacedOperatorProps & { readonly proxyImage?: string },
  parts: OwnParts,
): InstalledOperator {
  const { namespace, manifest, clusterDomain } = props;
  checkOperatorProps(props, operator);
  if (manifest !== undefined) {
    refuse(
      besideManifestProblem(props),
      registryOf(scope) === undefined
        ? undefined
        : `manifest must not be set where a registry mirrors all images: its operator chooses some that only its release knows, got '${manifest}'`,
    );
    const names = addManifest(scope, operator, { ...props, manifest });
    return finished(scope, props, names);
  }
  const taken = Object.keys(props.podLabels ?? {}).find((key) =>
    Object.hasOwn(operator.podLabels, key),
  );
  refuse(taken && `podLabels must not have ${taken}, which the operator's pods are selected by`);
  addAccess(scope, operator, namespace, parts.grants);
  addServices(scope, operator, namespace);
  const certificate = new WebhookCertificate(scope, 'Certificate', {
    operator,
    namespace,
    clusterDomain,
    existing: props.certificate,
  });
  const deployment = parts.deployment(certificate.secretName);
  requires(kubeObject('Deployment', scope, 'Resource', deployment), ...certificate.requirements);
  addDisruptionBudget(scope, operator, props);
  addWebhooks(scope, operator, certificate, props);
  return finished(scope, props, {
    serviceAccountName: operator.serviceAccount,
    deploymentName: operator.deployment,
    webhookService: operator.webhookService,
    definitions: crdDefinitions(operator, certificate),
    metrics: [metricsTarget(operator, namespace)],
  });
}

function metricsTarget(operator: OperatorManifest, namespace: string): MetricsTarget {
  const { deployment, podLabels, metricsService, labels, metricsServiceLabels } = operator;
  return {
    program: 'operator',
    name: deployment,
    namespace,
    podLabels,
    service: { name: metricsService, labels: { ...labels, ...metricsServiceLabels } },
  };
}

/** Adds what all installations have at their end: the CRDs where they are wanted here, labels and annotations. */
function finished(
  scope: Construct,
  { crds = true, labels, annotations }: PlacedOperatorProps,
  installed: InstalledOperator,
): InstalledOperator {
  if (crds) new OperatorCrds(scope, 'Crds', { operator: installed });
  addMetadata(scope, { labels, annotations });
  return installed;
}
