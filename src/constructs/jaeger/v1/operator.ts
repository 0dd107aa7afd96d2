import type { ApiObjectProps } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  jaegerOperatorGrants,
  namespacedJaegerOperatorGrants,
} from '../../../upstream/jaeger/operator/access.ts';
import { chosenImages } from '../../../upstream/jaeger/operator/images.ts';
import { jaegerOperatorManifest } from '../../../upstream/jaeger/operator/manifest.ts';
import { imageProblem } from '../../../upstream/kubernetes/image.ts';
import { kubeRbacProxyImage } from '../../../upstream/operator/kube-rbac-proxy.ts';
import type { MetricsTarget } from '../../edge/metrics-target.ts';
import { containerResources, requesting } from '../../kubernetes/container-resources.ts';
import { pulledImage, registryOf } from '../../kubernetes/image-source.ts';
import type { KubeProps, Written } from '../../kubernetes/kube-object.ts';
import { namespaceOf } from '../../kubernetes/namespace.ts';
import { withPodProps } from '../../kubernetes/own-pod.ts';
import { installOperator } from '../../operator/install.ts';
import { secondProblem } from '../../operator/only-one.ts';
import {
  certificateFolder,
  certificateVolume,
  type OperatorProps,
  operatorShapes,
  type PlacedOperatorProps,
  securityOf,
} from '../../operator/props.ts';
import { checkProps } from '../../props/door.ts';
import { guarded } from '../../props/guarded.ts';
import { oneOfProblem, refuse, within } from '../../props/refuse.ts';
import { type Shapes, text } from '../../props/shape.ts';

// source: jaeger-operator v1.65.0 pkg/cmd/start/bootstrap.go setLogLevel
const logLevels = ['debug', 'info', 'warn', 'error', 'fatal', 'panic'] as const;
const watches = ['cluster', 'namespace'] as const;

/** Settings of the Jaeger operator. */
export interface JaegerOperatorProps extends OperatorProps {
  /**
   * Whether it runs Jaegers of all namespaces, or of its own namespace alone.
   *
   * With `namespace` it may change nothing outside of its namespace. It may still read IngressClasses and Namespaces: without
   * the first it never gets to work, without the second each write of a Deployment in its namespace takes 10 s. It logs that
   * it may not list the Deployments of other namespaces, and after a Jaeger was deleted that it may not list ConfigMaps, then
   * tries again at longer and longer intervals; neither does harm (jaeger-operator#1431). Its webhooks and its CRD stay
   * cluster-wide: there can be one Jaeger operator in a cluster.
   *
   * With `watchNamespaces`, the same holds for those namespaces, of which each has a Role of its own.
   *
   * @default 'cluster', without `watchNamespaces`
   */
  readonly watch?: (typeof watches)[number];
  /**
   * Least grave log messages to write.
   *
   * @default 'debug', as upstream releases it
   */
  readonly logLevel?: (typeof logLevels)[number];
  /**
   * Image of kube-rbac-proxy, which guards the operator's metrics, with a tag or a digest.
   *
   * @default - quay.io/brancz/kube-rbac-proxy at the tag that upstream names
   */
  readonly proxyImage?: string;
}

const shapes: Shapes<JaegerOperatorProps> = {
  ...operatorShapes,
  watch: text,
  logLevel: text,
  proxyImage: text,
};

/**
 * The Jaeger operator v1.65.0, which runs Jaeger v1; that line ended on 2025-12-31.
 *
 * What it emits is upstream's release manifest in the given namespace, save for the differences named in
 * `src/upstream/operator/differences.ts`.
 *
 * @throws if a setting is malformed, the app has another one, or the manifest is no release manifest of this operator
 */
export class JaegerOperator extends Construct {
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

  constructor(scope: Construct, id: string, props: JaegerOperatorProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const namespace = namespaceOf(this, props.namespace);
    const placed = { ...props, namespace };
    const { watch, watchNamespaces, proxyImage } = props;
    refuse(
      this,
      secondProblem(this, 'jaeger({ installOperator: false })'),
      oneOfProblem('watch', watch, watches),
      watch !== undefined && watchNamespaces !== undefined
        ? `watch must not be set with watchNamespaces, one of them decides, got '${watch}'`
        : undefined,
      oneOfProblem('logLevel', props.logLevel, logLevels),
      proxyImage === undefined ? undefined : imageProblem('proxyImage', proxyImage),
    );
    const names = within(this, () =>
      installOperator(this, jaegerOperatorManifest, placed, {
        grants: grants(placed),
        deployment: (secretName) => deployment(this, placed, secretName),
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

/** Its roles: with namespaces to watch, it may change nothing outside of them. */
function grants({ watch, watchNamespaces, namespace }: PlacedOperatorProps<JaegerOperatorProps>) {
  const watched = watch === 'namespace' ? [namespace] : watchNamespaces;
  return watched === undefined ? jaegerOperatorGrants : namespacedJaegerOperatorGrants(watched);
}

function deployment(
  scope: Construct,
  props: PlacedOperatorProps<JaegerOperatorProps>,
  secretName: string,
): KubeProps<'Deployment'> {
  const { deployment: name, serviceAccount, podLabels } = jaegerOperatorManifest;
  return {
    metadata: { name, namespace: props.namespace, labels: { ...podLabels } },
    spec: {
      replicas: props.replicas ?? 1,
      selector: { matchLabels: { ...podLabels } },
      strategy: {},
      template: withPodProps(
        {
          metadata: { labels: { ...podLabels } },
          spec: {
            containers: [manager(scope, props), proxy(props)],
            securityContext: { runAsNonRoot: true },
            serviceAccountName: serviceAccount,
            terminationGracePeriodSeconds: 10,
            volumes: [{ name: certificateVolume, secret: { defaultMode: 0o644, secretName } }],
          },
        },
        props,
        ({ name }) => name === managerName,
      ),
    },
  };
}

const managerName = 'jaeger-operator';

function manager(scope: Construct, props: JaegerOperatorProps): Written<k8s.Container> {
  const { logLevel = 'debug', leaderElection = true } = props;
  const probe = (path: string) => ({ path, port: 8081 });
  return {
    name: managerName,
    image: props.image ?? jaegerOperatorManifest.image,
    command: ['/jaeger-operator'],
    args: [
      'start',
      '--health-probe-bind-address=:8081',
      ...(leaderElection ? ['--leader-elect'] : []),
    ],
    env: [
      { name: 'WATCH_NAMESPACE', ...watched(props) },
      { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'OPERATOR_NAME', value: 'jaeger-operator' },
      { name: 'LOG-LEVEL', value: logLevel.toUpperCase() },
      { name: 'KAFKA-PROVISIONING-MINIMAL', value: 'true' },
      ...imageVariables(scope),
    ],
    ports: [{ name: 'webhook-server', containerPort: 9443, protocol: 'TCP' }],
    livenessProbe: { httpGet: probe('/healthz'), initialDelaySeconds: 15, periodSeconds: 20 },
    readinessProbe: { httpGet: probe('/readyz'), initialDelaySeconds: 5, periodSeconds: 10 },
    // as upstream requests
    resources: requesting(props.resources, { cpu: '100m', memory: '128Mi' }),
    securityContext: securityOf(props, { allowPrivilegeEscalation: false }),
    volumeMounts: [
      {
        name: certificateVolume,
        mountPath: certificateFolder,
        readOnly: true,
      },
    ],
  };
}

function watched({ watch, watchNamespaces }: JaegerOperatorProps) {
  if (watchNamespaces !== undefined) return { value: watchNamespaces.join(',') };
  // an annotation that nobody sets: empty, which the operator reads as all namespaces
  const all = "metadata.annotations['olm.targetNamespaces']";
  return {
    valueFrom: { fieldRef: { fieldPath: watch === 'namespace' ? 'metadata.namespace' : all } },
  };
}

/** Variables of the images that the operator is not to choose by itself, where a registry mirrors them. */
function imageVariables(scope: Construct): Written<k8s.EnvVar>[] {
  if (registryOf(scope) === undefined) return [];
  return Object.entries(chosenImages).map(([name, image]) => ({
    name,
    value: pulledImage(scope, image),
  }));
}

function proxy(props: JaegerOperatorProps): Written<k8s.Container> {
  return {
    name: 'kube-rbac-proxy',
    image: props.proxyImage ?? kubeRbacProxyImage,
    args: [
      '--secure-listen-address=0.0.0.0:8443',
      '--upstream=http://127.0.0.1:8383/',
      '--logtostderr=true',
      '--v=0',
    ],
    ports: [{ name: 'https', containerPort: 8443, protocol: 'TCP' }],
    resources: containerResources({
      limits: { cpu: '500m', memory: '128Mi' },
      requests: { cpu: '5m', memory: '64Mi' },
    }),
    securityContext: securityOf(props),
  };
}
