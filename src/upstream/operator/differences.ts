import { requiresAnnotation } from '../../annotations/requires.ts';
import type { OtelOperatorRelease } from './otel-releases.ts';

/** A place where an operator is installed otherwise than upstream's release manifest has it. */
export interface OperatorDifference {
  /** Kind and name of the object; the kind alone for the Namespace, whose name is a setting. */
  readonly object: string;
  /** Field that differs, as `spec.replicas` or `spec.ports[0].name`; `kind` where one side has no such object. */
  readonly path: string;
  /**
   * Value there in upstream's manifest.
   *
   * @default - upstream has nothing there
   */
  readonly upstream?: unknown;
  /**
   * Value there in ours.
   *
   * @default - we have nothing there
   */
  readonly ours?: unknown;
  /** Why. */
  readonly reason: string;
}

const namespace: OperatorDifference = {
  object: 'Namespace',
  path: 'kind',
  upstream: 'Namespace',
  reason:
    'the stack has one Namespace of its own; deleting the operator by its manifest must not delete everything in it',
};

function generator(crd: string, version: string): OperatorDifference {
  return {
    object: `CustomResourceDefinition ${crd}`,
    path: "metadata.annotations['controller-gen.kubebuilder.io/version']",
    upstream: version,
    reason: 'controller-gen did not make our CRDs',
  };
}

/** That an operator's certificate says what the cluster must have for it. */
export function prerequisite(certificate: string): OperatorDifference {
  return {
    object: `Certificate ${certificate}`,
    path: `metadata.annotations['${requiresAnnotation}']`,
    ours: 'cert-manager',
    reason: 'says what the cluster must have, since the manifests do not bring it',
  };
}

const context: Readonly<Record<string, unknown>> = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  'capabilities.drop': ['ALL'],
  'seccompProfile.type': 'RuntimeDefault',
};

/**
 * That a container keeps to the profile `restricted` of Pod Security.
 *
 * @param said - fields that upstream has, too
 */
export function secured(
  deployment: string,
  index: number,
  ...said: readonly string[]
): OperatorDifference[] {
  return Object.entries(context)
    .filter(([field]) => !said.includes(field))
    .map(([field, ours]) => ({
      object: `Deployment ${deployment}`,
      path: `spec.template.spec.containers[${index}].securityContext.${field}`,
      ours,
      reason: 'the namespace lets in what keeps to restricted only; the operator needs no more',
    }));
}

const otelCrds = [
  'instrumentations',
  'opampbridges',
  'opentelemetrycollectors',
  'targetallocators',
];

/** What is so of all releases, each with the controller-gen that made its CRDs. */
const ofOtelOperator = (controllerGen: string): OperatorDifference[] => [
  namespace,
  ...otelCrds.map((crd) => generator(`${crd}.opentelemetry.io`, controllerGen)),
  prerequisite('opentelemetry-operator-serving-cert'),
  ...secured('opentelemetry-operator-controller-manager', 0),
];

/**
 * All that OtelOperator, left at its defaults but for `version`, does otherwise than the release manifest of opentelemetry-operator
 * moved to the same namespace; `npm run test:upstream` holds the two together. Schemas of CRDs are compared apart.
 */
export const otelOperatorDifferences: Readonly<
  Record<OtelOperatorRelease, readonly OperatorDifference[]>
> = {
  '0.148.0': ofOtelOperator('v0.20.1'),
  '0.158.0': [
    ...ofOtelOperator('v0.21.0'),
    {
      object: 'Deployment opentelemetry-operator-controller-manager',
      path: 'spec.template.spec.containers[0].args[2]',
      ours: '--feature-gates=-operator.networkpolicy',
      reason:
        'the NetworkPolicy that v0.158.0 makes for itself cuts it off from the API server on Cilium and AKS (opentelemetry-operator#5624, #4411); its Helm chart switches it off too',
    },
  ],
};

/**
 * All that JaegerOperator, left at its defaults, does otherwise than the release manifest of jaeger-operator v1.65.0 moved
 * to the same namespace. That manifest has no Namespace. `LOG-LEVEL` and `KAFKA-PROVISIONING-MINIMAL`, which slipped into
 * the release, are kept: the one is a setting here, the other is about Kafka, which this stack does not ask for.
 */
export const jaegerOperatorDifferences: readonly OperatorDifference[] = [
  generator('jaegers.jaegertracing.io', 'v0.14.0'),
  prerequisite('jaeger-operator-serving-cert'),
  ...secured('jaeger-operator', 0, 'allowPrivilegeEscalation'),
  ...secured('jaeger-operator', 1),
  {
    object: 'Deployment jaeger-operator',
    path: 'spec.template.spec.containers[1].image',
    upstream: 'gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1',
    ours: 'quay.io/brancz/kube-rbac-proxy:v0.13.1',
    reason:
      'the image was deleted from gcr.io in March 2026, so that the pod never becomes ready; this is where it is built (opentelemetry-operator#3485)',
  },
];
