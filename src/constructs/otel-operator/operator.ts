import type { ApiObjectProps } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { imageProblem } from '../../upstream/kubernetes/image.ts';
import {
  type OtelOperatorRelease,
  otelOperatorReleases,
} from '../../upstream/operator/otel-releases.ts';
import { otelOperatorGrants } from '../../upstream/otel-operator/access.ts';
import { chosenImages } from '../../upstream/otel-operator/defaults/images.ts';
import { otelOperatorManifestOf } from '../../upstream/otel-operator/manifest.ts';
import { networkPolicyDefaultSince } from '../../upstream/otel-operator/network-policy.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import type { MetricsTarget } from '../edge/metrics-target.ts';
import { requesting } from '../kubernetes/container-resources.ts';
import { pulledImage, registryOf } from '../kubernetes/image-source.ts';
import type { KubeProps, Written } from '../kubernetes/kube-object.ts';
import { namespaceOf } from '../kubernetes/namespace.ts';
import { withPodProps } from '../kubernetes/own-pod.ts';
import { installOperator } from '../operator/install.ts';
import { secondProblem } from '../operator/only-one.ts';
import {
  certificateFolder,
  certificateVolume,
  type OperatorProps,
  operatorShapes,
  type PlacedOperatorProps,
  securityOf,
} from '../operator/props.ts';
import { installs, otelOperatorOf } from '../operator/release.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { oneOfProblem, refuse, within } from '../props/refuse.ts';
import { flag, list, type Shapes, text } from '../props/shape.ts';

// source: controller-runtime v0.24.1 pkg/log/zap/flags.go
const logLevels = ['debug', 'info', 'error', 'panic'] as const;

/**
 * Settings of the OpenTelemetry operator. Its ClusterRole stays as it is with `watchNamespaces`: the webhook for pods looks into any
 * namespace, and upstream has no Roles for it.
 */
export interface OtelOperatorProps extends OperatorProps {
  /**
   * Release that is installed, with its own CRDs, rights and images; `manifest` is there for others.
   *
   * @default - the newest that is known, 0.158.0
   */
  readonly version?: OtelOperatorRelease;
  /**
   * Image, with a tag or a digest, of collectors whose CR names none.
   *
   * @default - the core distribution of the operator's own release
   */
  readonly collectorImage?: string;
  /**
   * Least grave log messages to write.
   *
   * @default 'info'
   */
  readonly logLevel?: (typeof logLevels)[number];
  /**
   * Whether pods may ask for auto-instrumentation of Go programs, which needs a privileged container.
   *
   * @default false
   */
  readonly enableGoInstrumentation?: boolean;
  /**
   * Feature gates of the operator to switch on (`operator.golang.flags`) or off (`-operand.networkpolicy`).
   *
   * @default - `-operator.networkpolicy` for 0.158.0, which stays off unless it is named here: the policy that the operator makes for
   * itself cuts it off from the API server on Cilium and AKS (opentelemetry-operator#5624, #4411); older ones make none by themselves
   */
  readonly featureGates?: readonly string[];
}

const shapes: Shapes<OtelOperatorProps> = {
  ...operatorShapes,
  version: text,
  collectorImage: text,
  logLevel: text,
  enableGoInstrumentation: flag,
  featureGates: list('ids', text),
};

/**
 * The OpenTelemetry operator, one for the whole cluster: it runs the collectors and instrumentations of every
 * namespace.
 *
 * What it emits is upstream's release manifest in the given namespace, save for the differences named in
 * `src/upstream/operator/differences.ts`.
 *
 * @throws if a setting is malformed, the app has another one, or the manifest is no release manifest of this operator
 */
export class OtelOperator extends Construct {
  /** Namespace that the operator runs in. */
  readonly namespace: string;
  /** Name of its ServiceAccount. */
  readonly serviceAccountName: string;
  /** Name of its Deployment; custom resources are refused until it is available. */
  readonly deploymentName: string;
  /** Name of the Service that the API server reaches its webhooks by. */
  readonly webhookService: string;
  /** Its CustomResourceDefinitions, which `OperatorCrds` puts elsewhere. */
  readonly definitions: readonly ApiObjectProps[];
  /** Its pods, for those who watch them; none for one out of a manifest, whose release alone knows how. */
  readonly metrics: readonly MetricsTarget[];

  constructor(scope: Construct, id: string, props: OtelOperatorProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const namespace = namespaceOf(this, props.namespace);
    const placed = { ...props, namespace };
    const { collectorImage, featureGates = [], version } = props;
    refuse(
      this,
      secondProblem(this, 'installOtelOperator: false of a TracingStack'),
      collectorImage === undefined ? undefined : imageProblem('collectorImage', collectorImage),
      oneOfProblem('version', props.version, otelOperatorReleases),
      oneOfProblem('logLevel', props.logLevel, logLevels),
      ...featureGates.map(featureGateProblem),
    );
    const release = version ?? otelOperatorOf(this);
    installs(this, release);
    const names = within(this, () =>
      installOperator(this, otelOperatorManifestOf(release), placed, {
        grants: otelOperatorGrants(release),
        deployment: (secretName) => deployment(this, { ...placed, version: release }, secretName),
      }),
    );
    this.namespace = namespace;
    this.serviceAccountName = names.serviceAccountName;
    this.deploymentName = names.deploymentName;
    this.webhookService = names.webhookService;
    this.definitions = names.definitions;
    this.metrics = names.metrics;
    guarded(this);
  }
}

/** The settings, with the release that they come to. */
interface ReleasedProps extends PlacedOperatorProps<OtelOperatorProps> {
  readonly version: OtelOperatorRelease;
}

function deployment(
  scope: Construct,
  props: ReleasedProps,
  secretName: string,
): KubeProps<'Deployment'> {
  const { deployment: name, serviceAccount, podLabels } = otelOperatorManifestOf(props.version);
  return {
    metadata: { name, namespace: props.namespace, labels: { ...podLabels } },
    spec: {
      replicas: props.replicas ?? 1,
      selector: { matchLabels: { ...podLabels } },
      template: withPodProps(
        {
          metadata: { labels: { ...podLabels } },
          spec: {
            containers: [manager(scope, props)],
            serviceAccountName: serviceAccount,
            terminationGracePeriodSeconds: 10,
            volumes: [{ name: certificateVolume, secret: { defaultMode: 0o644, secretName } }],
          },
        },
        props,
      ),
    },
  };
}

function manager(scope: Construct, props: ReleasedProps): Written<k8s.Container> {
  const probe = (path: string) => ({ path, port: 8081 });
  return {
    name: 'manager',
    image: props.image ?? otelOperatorManifestOf(props.version).image,
    args: managerArgs(scope, props),
    env: [
      fromField('SERVICE_ACCOUNT_NAME', 'spec.serviceAccountName'),
      fromField('NAMESPACE', 'metadata.namespace'),
      { name: 'METRICS_ADDR', value: ':8443' },
      { name: 'METRICS_SECURE', value: 'true' },
      { name: 'ENABLE_LEADER_ELECTION', value: `${props.leaderElection ?? true}` },
      { name: 'ENABLE_NGINX_AUTO_INSTRUMENTATION', value: 'true' },
      ...(props.watchNamespaces
        ? [{ name: 'WATCH_NAMESPACE', value: props.watchNamespaces.join(',') }]
        : []),
    ],
    ports: [
      { name: 'webhook-server', containerPort: 9443, protocol: 'TCP' },
      { name: 'https', containerPort: 8443, protocol: 'TCP' },
    ],
    livenessProbe: { httpGet: probe('/healthz'), initialDelaySeconds: 15, periodSeconds: 20 },
    readinessProbe: { httpGet: probe('/readyz'), initialDelaySeconds: 5, periodSeconds: 10 },
    // as upstream requests
    resources: requesting(props.resources, { cpu: '100m', memory: '64Mi' }),
    securityContext: securityOf(props),
    volumeMounts: [
      {
        name: certificateVolume,
        mountPath: certificateFolder,
        readOnly: true,
      },
    ],
  };
}

function managerArgs(scope: Construct, props: ReleasedProps): string[] {
  const { logLevel = 'info', featureGates = [], version } = props;
  const named = featureGates.some((gate) => gate.replace(/^[+-]/, '') === 'operator.networkpolicy');
  const off = !named && isAtLeast(version, networkPolicyDefaultSince);
  const gates = [...(off ? ['-operator.networkpolicy'] : []), ...featureGates];
  return [
    `--zap-log-level=${logLevel}`,
    '--zap-time-encoding=rfc3339nano',
    ...(gates.length > 0 ? [`--feature-gates=${gates.join(',')}`] : []),
    ...imageArgs(scope, props),
    ...(props.enableGoInstrumentation ? ['--enable-go-instrumentation'] : []),
  ];
}

/** Flags of the images that the operator is not to choose by itself: all of them where a registry mirrors them. */
function imageArgs(scope: Construct, { collectorImage, version }: ReleasedProps): string[] {
  const chosen = registryOf(scope) === undefined ? {} : chosenImages(version);
  const images = { ...chosen, ...(collectorImage && { 'collector-image': collectorImage }) };
  return Object.entries(images).map(([flag, image]) => `--${flag}=${pulledImage(scope, image)}`);
}

function fromField(name: string, fieldPath: string): Written<k8s.EnvVar> {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

// source of the syntax: collector v0.158.0 featuregate/registry.go
function featureGateProblem(gate: string): string | undefined {
  return /^[+-]?[0-9A-Za-z.]+$/.test(gate)
    ? undefined
    : `featureGates must be ids with an optional + or - before them, got '${gate}'`;
}
