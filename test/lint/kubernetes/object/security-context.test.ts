import { expect, test } from 'vitest';
import { securityContext } from '../../../../src/lint/kubernetes/object/security-context/rule.ts';
import { check } from '../../check.ts';

const deployment = (pod: string, container: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: shop }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      securityContext: ${pod}
      containers: [{ name: shop, image: 'shop:1', securityContext: ${container} }]`;

const at = 'Deployment/shop/shop spec.template.spec';

test.each([
  [
    '{ runAsNonRoot: true }',
    '{ runAsUser: 0 }',
    `${at}.containers[0].securityContext.runAsUser: container shop: runAsUser must not be 0 with runAsNonRoot: true`,
  ],
  [
    '{ runAsUser: 0 }',
    '{ runAsNonRoot: true }',
    `${at}.securityContext.runAsUser: container shop: runAsUser must not be 0 with runAsNonRoot: true`,
  ],
  [
    '{}',
    '{ privileged: true, allowPrivilegeEscalation: false }',
    `${at}.containers[0].securityContext.allowPrivilegeEscalation: container shop: allowPrivilegeEscalation must not be false with privileged: true`,
  ],
  [
    '{}',
    '{ capabilities: { add: [CAP_SYS_ADMIN] }, allowPrivilegeEscalation: false }',
    `${at}.containers[0].securityContext.allowPrivilegeEscalation: container shop: allowPrivilegeEscalation must not be false with capability CAP_SYS_ADMIN`,
  ],
])('a pod with %s, and a container with %s', (pod, container, message) => {
  expect(check(deployment(pod, container), securityContext)).toEqual([message]);
});

test.each([
  // what the container says goes before what the pod says
  ['{ runAsNonRoot: true, runAsUser: 0 }', '{ runAsUser: 1000 }'],
  ['{ runAsNonRoot: true, runAsUser: 0 }', '{ runAsNonRoot: false }'],
  ['{ runAsNonRoot: true }', '{ runAsUser: null }'],
  ['{ runAsUser: 0 }', '{ runAsNonRoot: null }'],
  ['{}', '{ privileged: true, allowPrivilegeEscalation: true }'],
  ['{}', '{ privileged: null, allowPrivilegeEscalation: false }'],
  // an API server compares the name with its prefix alone
  ['{}', '{ capabilities: { add: [SYS_ADMIN] }, allowPrivilegeEscalation: false }'],
])('a pod with %s, and a container with %s, may run', (pod, container) => {
  expect(check(deployment(pod, container), securityContext)).toEqual([]);
});

test('of a Jaeger, what is said of all its pods is told once', () => {
  const jaeger = `
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: jaeger, namespace: tracing }
spec:
  strategy: production
  storage: { type: elasticsearch, options: { es: { server-urls: 'http://es:9200' } } }
  containerSecurityContext: { runAsNonRoot: true, runAsUser: 0 }`;
  expect(check(jaeger, securityContext).map((text) => text.split(':')[0])).toEqual(
    expect.arrayContaining(['Jaeger/tracing/jaeger spec.containerSecurityContext.runAsUser']),
  );
});
