import { Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';

function synth(props: Partial<OtelCollectorProps>) {
  const chart = Testing.chart();
  const exportTo = [new Endpoint('otlp-grpc', { host: 'jaeger', namespace: 'tracing' })];
  new OtelCollector(chart, 'Collector', { namespace: 'tracing', exportTo, ...props });
  const objects = Testing.synth(chart);
  return { spec: objects.at(-1).spec, objects };
}

test('an autoscaler has requests to go by', () => {
  const { spec } = synth({ autoscaler: { minReplicas: 2, maxReplicas: 5 } });
  expect(spec.autoscaler).toEqual({ minReplicas: 2, maxReplicas: 5 });
  expect(spec.resources.requests).toEqual({ cpu: '100m', memory: '512Mi' });
});

test('pull secrets come by a ServiceAccount, since the operator has no field for them', () => {
  const { spec, objects } = synth({ imagePullSecrets: ['registry'] });
  expect(spec.serviceAccount).toBe('otel-collector-pods');
  expect(objects[0]).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'otel-collector-pods', namespace: 'tracing' },
    imagePullSecrets: [{ name: 'registry' }],
  });
});

test('a ServiceAccount of somebody else is not taken over', () => {
  const chart = Testing.chart();
  const account = (namespace: string) => ({ metadata: { name: 'otel-collector-pods', namespace } });
  new k8s.KubeServiceAccount(chart, 'Other', account('shop'));
  const exportTo = [new Endpoint('otlp-grpc', { host: 'jaeger', namespace: 'tracing' })];
  const collector = (id: string) => () =>
    new OtelCollector(chart, id, {
      namespace: 'tracing',
      exportTo,
      imagePullSecrets: ['registry'],
    });
  expect(collector('First')).not.toThrow();
  expect(collector('Second')).toThrow(
    'test/Second: imagePullSecrets make a ServiceAccount otel-collector-pods, which there is already, test/First/PullAccount-otel-collector-pods; give it the Secrets, and name it in serviceAccountName',
  );
});

test('what a sidecar may have is in the container that is injected', () => {
  const pod = {
    env: [{ name: 'A', value: 'b' }],
    volumes: [{ name: 'data', emptyDir: {} }],
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    securityContext: { runAsNonRoot: true },
  };
  expect(synth({ mode: 'sidecar', ...pod }).spec).toMatchObject(pod);
});

test('extraSpec goes on where props end', () => {
  const { spec } = synth({
    env: [{ name: 'A', value: '1' }],
    extraSpec: { env: [{ name: 'B', value: '2' }], envFrom: [{ secretRef: { name: 'more' } }] },
  });
  expect(spec.env).toEqual([
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ]);
  expect(spec.envFrom).toEqual([{ secretRef: { name: 'more' } }]);
});

const tolerated = { key: 'a', operator: 'Exists' } as const;
const volumes = [{ name: 'data', emptyDir: {} }];

// what Kubernetes' validation and the operator's webhook refuse, before they do
test.each<[string, Partial<OtelCollectorProps>]>([
  [
    'autoscaler needs resources.requests.cpu of the collector, or it scales nothing, got none',
    { autoscaler: { maxReplicas: 3 }, resources: { requests: {} } },
  ],
  [
    'autoscaler needs resources.requests.cpu of container proxy, or it scales nothing, got none',
    {
      autoscaler: { maxReplicas: 3 },
      extraSpec: { additionalContainers: [{ name: 'proxy', image: 'proxy:1.0.0' }] },
    },
  ],
  [
    'autoscaler.minReplicas must be at most maxReplicas, got 4 and 3',
    { autoscaler: { minReplicas: 4, maxReplicas: 3 } },
  ],
  [
    'replicas must not be set with autoscaler, which decides, got 2',
    { autoscaler: { maxReplicas: 3 }, replicas: 2 },
  ],
  [
    'autoscaler must not be set for mode daemonset',
    { mode: 'daemonset', autoscaler: { maxReplicas: 3 } },
  ],
  [
    'tolerations must not be set for mode sidecar, it is for deployment or daemonset or statefulset',
    { mode: 'sidecar', tolerations: [tolerated] },
  ],
  [
    "podAnnotations must not be set for mode sidecar, whose pods are others'",
    { mode: 'sidecar', podAnnotations: { a: 'b' } },
  ],
  [
    "imagePullSecrets must not be set with serviceAccountName, whose own are used, got 'mine'",
    { imagePullSecrets: ['registry'], serviceAccountName: 'mine' },
  ],
  [
    'podDisruptionBudget must have one of minAvailable and maxUnavailable, got both',
    { podDisruptionBudget: { minAvailable: 1, maxUnavailable: 1 } },
  ],
  [
    "podDisruptionBudget.minAvailable must be a number or a percentage such as '50%', got 'half'",
    { podDisruptionBudget: { minAvailable: 'half' } },
  ],
  [
    "tolerations[0].value must not be set with operator Exists, got 'b'",
    { tolerations: [{ ...tolerated, value: 'b' }] },
  ],
  ['tolerations[0].operator must be Exists without key', { tolerations: [{ value: 'b' }] }],
  [
    'tolerations[0].tolerationSeconds needs effect NoExecute, got 5',
    { tolerations: [{ ...tolerated, tolerationSeconds: 5 }] },
  ],
  [
    'topologySpreadConstraints[0].maxSkew must be a whole number of at least 1, got 0',
    {
      topologySpreadConstraints: [
        { maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
      ],
    },
  ],
  [
    'env must set A once, got it twice',
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
  ],
  [
    'env[0] must have one of value and valueFrom, got both',
    {
      env: [{ name: 'A', value: '1', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    },
  ],
  ['volumes must have one called data, got two', { volumes: [...volumes, ...volumes] }],
  [
    'volumes[0] must have one source, got emptyDir and secret',
    { volumes: [{ name: 'a', emptyDir: {}, secret: { secretName: 's' } }] },
  ],
  [
    "volumeMounts[0].name must be that of one of volumes, got 'dta'",
    { volumes, volumeMounts: [{ name: 'dta', mountPath: '/data' }] },
  ],
  ["nodeSelector 'disk' must be a label value", { nodeSelector: { disk: 'very fast' } }],
  [
    'securityContext.runAsUser must not be 0 with runAsNonRoot',
    {
      restricted: false,
      podSecurityContext: { runAsNonRoot: true },
      securityContext: { runAsUser: 0 },
    },
  ],
  [
    'securityContext.runAsUser must not be 0 with runAsNonRoot: true, one of which is the default: set both',
    { securityContext: { runAsUser: 0 } },
  ],
  [
    'podSecurityContext.runAsUser must not be 0 with runAsNonRoot: true, one of which is the default: set both',
    { podSecurityContext: { runAsUser: 0 } },
  ],
  [
    'securityContext.allowPrivilegeEscalation must not be false with privileged: true, one of which is the default: set both',
    { securityContext: { privileged: true } },
  ],
  [
    'volumeMounts must have /conf once, got it twice',
    { volumes, volumeMounts: [{ name: 'data', mountPath: '/conf' }] },
  ],
])('refuses with: %s', (message, props) => {
  expect(() => synth(props)).toThrow(`test/Collector: ${message}`);
});

// what JavaScript lets through
test.each<[string, object]>([
  [
    'tolerations[0].oprator must be a field of Toleration; did you mean operator?',
    { tolerations: [{ key: 'a', oprator: 'Exists' }] },
  ],
  [
    'volumes[0].secrt must be a field of Volume; did you mean secret?',
    { volumes: [{ name: 'a', secrt: {} }] },
  ],
  ['env[0].nam must be a field of EnvVar; did you mean name?', { env: [{ nam: 'A' }] }],
  ['env[0].name must be set', { env: [{ value: 'A' }] }],
  ['affinity.nodeAffinity must be a mapping, got a list', { affinity: { nodeAffinity: [] } }],
  ['securityContext.runAsUser must be a whole number', { securityContext: { runAsUser: '5' } }],
  ['autoscaler.maxReplicas must be set, got nothing', { autoscaler: { minReplicas: 1 } }],
])('refuses, whatever the types say, with: %s', (message, props) => {
  expect(() => synth(props as Partial<OtelCollectorProps>)).toThrow(`test/Collector: ${message}`);
});

test('a chart of its own is a namespace for the account, too', () => {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  const exportTo = [new Endpoint('otlp-grpc', { host: 'jaeger', namespace: 'tracing' })];
  new OtelCollector(chart, 'Collector', { exportTo, imagePullSecrets: ['registry'] });
  const objects = Testing.synth(chart);
  expect(objects.map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'shop']);
});
