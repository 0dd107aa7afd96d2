import { expect, test } from 'vitest';
import { derivedCollectorObjects } from '../../../src/upstream/otel-operator/objects.ts';
import { derivedCollectorServices } from '../../../src/upstream/otel-operator/services.ts';

const config = {
  receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
  exporters: { prometheus: { endpoint: '0.0.0.0:9464' }, debug: {} },
  service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['debug'] } } },
};

interface Spec {
  readonly mode?: 'daemonset' | 'statefulset' | 'sidecar';
  readonly targetAllocator?: { readonly enabled: boolean };
}

function objects(spec: object, operatorVersion = '0.158.0'): string[] {
  const { mode, targetAllocator } = spec as Spec;
  const input = {
    name: 'otel',
    config,
    operatorVersion,
    ...(mode === undefined ? {} : { mode }),
  };
  const services = derivedCollectorServices({
    ...input,
    namespace: 'tracing',
    targetAllocator: targetAllocator?.enabled === true,
  });
  const found = derivedCollectorObjects({ ...input, spec: { config, ...spec }, services });
  return found.map(({ kind, name, hashed }) => `${kind} ${name}${hashed ? '-#' : ''}`);
}

const services = ['otel-collector', 'otel-collector-headless', 'otel-collector-monitoring'].map(
  (name) => `Service ${name}`,
);

test('a Deployment comes with its ServiceAccount, budget, Services and policy', () => {
  expect(objects({})).toEqual([
    'ConfigMap otel-collector-#',
    'ServiceAccount otel-collector',
    'Deployment otel-collector',
    'PodDisruptionBudget otel-collector',
    ...services,
    'NetworkPolicy otel-collector-networkpolicy',
  ]);
});

test('a DaemonSet with an account of its own and without a policy has none of them', () => {
  const spec = {
    mode: 'daemonset',
    serviceAccount: 'reader',
    networkPolicy: { enabled: false },
  };
  expect(objects(spec)).toEqual([
    'ConfigMap otel-collector-#',
    'DaemonSet otel-collector',
    ...services,
  ]);
});

test('operators before 0.158.0 write a policy when asked, and those before 0.103.0 no hash', () => {
  expect(objects({}, '0.148.0')).not.toContain('NetworkPolicy otel-collector-networkpolicy');
  const asked = objects({ networkPolicy: { enabled: true } }, '0.148.0');
  expect(asked).toContain('NetworkPolicy otel-collector-networkpolicy');
  expect(objects({ networkPolicy: { enabled: true } }, '0.131.0')).toEqual(objects({}, '0.131.0'));
  expect(objects({}, '0.102.0')).toContain('ConfigMap otel-collector');
});

test.each([{ autoscaler: { maxReplicas: 3 } }, { maxReplicas: 3 }])(
  '%j asks for an autoscaler',
  (spec) => {
    expect(objects(spec)).toContain('HorizontalPodAutoscaler otel-collector');
  },
);

test('an Ingress needs a receiver or a written port', () => {
  const spec = { ingress: { type: 'ingress' } };
  expect(objects(spec)).toContain('Ingress otel-ingress');
  const closed = { ...config, service: { pipelines: { m: { exporters: ['prometheus'] } } } };
  const input = { name: 'otel', config: closed, services: [] };
  const found = derivedCollectorObjects({ ...input, spec });
  expect(found.some(({ kind }) => kind === 'Ingress')).toBe(false);
  const written = derivedCollectorObjects({ ...input, spec: { ...spec, ports: [{ port: 80 }] } });
  expect(written.some(({ kind }) => kind === 'Ingress')).toBe(true);
});

test('a sidecar has its configuration and account; older operators serve it too', () => {
  const own = ['ConfigMap otel-collector-#', 'ServiceAccount otel-collector'];
  expect(objects({ mode: 'sidecar' })).toEqual(own);
  expect(objects({ mode: 'sidecar' }, '0.148.0')).toEqual([...own, ...services]);
});

test('a target allocator is a resource of its own since 0.127.0', () => {
  const spec = { mode: 'statefulset', targetAllocator: { enabled: true } };
  const own = ['Deployment', 'ConfigMap', 'ServiceAccount', 'PodDisruptionBudget'].map(
    (kind) => `${kind} otel-targetallocator`,
  );
  const allocating = (version?: string) =>
    objects(spec, version).filter((one) => /otel-targetallocator|TargetAllocator/.test(one));
  const service = 'Service otel-targetallocator';
  expect(allocating()).toEqual([
    service,
    'TargetAllocator otel',
    ...own,
    'NetworkPolicy otel-targetallocator-networkpolicy',
  ]);
  expect(allocating('0.126.0')).toEqual([service, ...own]);
  const weighted = {
    ...spec,
    targetAllocator: {
      enabled: true,
      allocationStrategy: 'least-weighted',
      serviceAccount: 'scraper',
    },
  };
  const few = objects(weighted).filter((one) => one.includes('otel-targetallocator'));
  expect(few).toEqual([
    service,
    ...own.slice(0, 2),
    'NetworkPolicy otel-targetallocator-networkpolicy',
  ]);
});

test('an unmanaged collector gets nothing', () => {
  expect(objects({ managementState: 'unmanaged' })).toEqual([]);
});
