import type { OperatorManifest, OperatorWebhook } from '../operator/manifest.ts';
import type { OtelOperatorRelease } from '../operator/otel-releases.ts';
import { versions } from '../operator/versions.ts';

const labels = { 'app.kubernetes.io/name': 'opentelemetry-operator' };
const group = 'opentelemetry.io';
const collectors = `opentelemetrycollectors.${group}`;

/** Kinds that the webhooks are asked about, with the version that they take; other versions are converted to it first. */
const kinds = {
  instrumentation: 'v1alpha1',
  opampbridge: 'v1alpha1',
  opentelemetrycollector: 'v1beta1',
  targetallocator: 'v1beta1',
} as const;

type Kind = keyof typeof kinds;

const pods: OperatorWebhook = {
  name: 'mpod.kb.io',
  path: '/mutate-v1-pod',
  apiGroup: '',
  apiVersion: 'v1',
  resource: 'pods',
  operations: ['CREATE'],
  failurePolicy: 'Ignore',
};

/**
 * The OpenTelemetry operator's release manifest, without its roles and its Deployment.
 *
 * Source: opentelemetry-operator v0.148.0 and v0.158.0, release manifest opentelemetry-operator.yaml; but for the image, they agree.
 */
export const otelOperatorManifest: OperatorManifest = {
  title: 'OpenTelemetry operator',
  image: image(versions.otelOperator),
  group,
  crds: group,
  labels,
  podLabels: { ...labels, 'control-plane': 'controller-manager' },
  serviceAccount: 'opentelemetry-operator-controller-manager',
  // the operator looks its own Deployment up by this name, internal/operatornetworkpolicy/operatornetworkpolicy.go
  deployment: 'opentelemetry-operator-controller-manager',
  metricsService: 'opentelemetry-operator-controller-manager-metrics-service',
  metricsServiceLabels: { 'control-plane': 'controller-manager' },
  webhookService: 'opentelemetry-operator-webhook-service',
  certificate: 'opentelemetry-operator-serving-cert',
  issuer: 'opentelemetry-operator-selfsigned-issuer',
  certificateSecret: 'opentelemetry-operator-controller-manager-service-cert',
  organizationalUnit: 'opentelemetry-operator',
  mutatingConfiguration: 'opentelemetry-operator-mutating-webhook-configuration',
  mutatingWebhooks: [
    mutating('instrumentation'),
    mutating('opampbridge'),
    mutating('opentelemetrycollector'),
    pods,
    mutating('targetallocator'),
  ],
  validatingConfiguration: 'opentelemetry-operator-validating-webhook-configuration',
  validatingWebhooks: [
    ...validating('instrumentation'),
    ...validating('opampbridge'),
    ...validating('opentelemetrycollector'),
    ...validating('targetallocator'),
  ],
  caInjectedCrds: [collectors],
  conversions: { [collectors]: { path: '/convert', reviewVersions: ['v1alpha1', 'v1beta1'] } },
};

/** The same of one of the releases. */
export function otelOperatorManifestOf(release: OtelOperatorRelease): OperatorManifest {
  if (release === versions.otelOperator) return otelOperatorManifest;
  return { ...otelOperatorManifest, image: image(release), crds: `${group}-${release}` };
}

function image(release: string): string {
  return `ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${release}`;
}

function mutating(kind: Kind): OperatorWebhook {
  return {
    name: `m${kind}${suffix(kind)}.kb.io`,
    path: `/mutate-opentelemetry-io-${kinds[kind]}-${kind}`,
    ...objects(kind),
    operations: ['CREATE', 'UPDATE'],
    failurePolicy: 'Fail',
  };
}

function validating(kind: Kind): readonly OperatorWebhook[] {
  const path = `/validate-opentelemetry-io-${kinds[kind]}-${kind}`;
  return [
    {
      name: `v${kind}createupdate${suffix(kind)}.kb.io`,
      path,
      ...objects(kind),
      operations: ['CREATE', 'UPDATE'],
      failurePolicy: 'Fail',
    },
    {
      name: `v${kind}delete${suffix(kind)}.kb.io`,
      path,
      ...objects(kind),
      operations: ['DELETE'],
      failurePolicy: 'Ignore',
    },
  ];
}

function objects(kind: Kind) {
  return { apiGroup: group, apiVersion: kinds[kind], resource: `${kind}s` };
}

function suffix(kind: Kind): string {
  return kinds[kind] === 'v1beta1' ? 'beta' : '';
}
