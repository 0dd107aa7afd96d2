import { expect, test } from 'vitest';
import { autoscaler } from '../../../src/lint/collector/autoscaler/rule.ts';
import { fieldOfOtherMode } from '../../../src/lint/collector/field-of-other-mode/rule.ts';
import { ingress } from '../../../src/lint/collector/ingress/rule.ts';
import { probe } from '../../../src/lint/collector/probe/rule.ts';
import { targetAllocator } from '../../../src/lint/collector/target-allocator/rule.ts';
import { check } from '../check.ts';
import { spec } from './at.ts';
import { collectorExample } from './example.ts';

const collector = (text: string) => collectorExample({ spec: text.replaceAll('; ', '\n') });

test.each([
  [
    'mode: sidecar; tolerations: [{operator: Exists}]',
    'tolerations',
    'deployment or daemonset or statefulset',
    'sidecar',
  ],
  [
    'mode: sidecar; priorityClassName: high',
    'priorityClassName',
    'deployment or daemonset or statefulset',
    'sidecar',
  ],
  ['mode: sidecar; affinity: {}', 'affinity', 'deployment or daemonset or statefulset', 'sidecar'],
  [
    'mode: sidecar; additionalContainers: [{name: a}]',
    'additionalContainers',
    'deployment or daemonset or statefulset',
    'sidecar',
  ],
  [
    'mode: sidecar; ingress: {type: ingress}',
    'ingress.type',
    'deployment or daemonset or statefulset',
    'sidecar',
  ],
  ['volumeClaimTemplates: [{}]', 'volumeClaimTemplates', 'statefulset', 'deployment'],
  [
    'mode: daemonset; persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}',
    'persistentVolumeClaimRetentionPolicy',
    'statefulset',
    'daemonset',
  ],
  [
    'targetAllocator: {enabled: true}',
    'targetAllocator.enabled',
    'statefulset or daemonset',
    'deployment',
  ],
  [
    'mode: statefulset; daemonSetUpdateStrategy: {type: RollingUpdate}',
    'daemonSetUpdateStrategy.type',
    'daemonset',
    'statefulset',
  ],
  ['updateStrategy: {type: RollingUpdate}', 'updateStrategy.type', 'daemonset', 'deployment'],
  [
    'mode: daemonset; deploymentUpdateStrategy: {type: Recreate}',
    'deploymentUpdateStrategy.type',
    'deployment',
    'daemonset',
  ],
])('%s is refused', (text, path, modes, mode) => {
  expect(check(collector(text), fieldOfOtherMode)).toEqual([
    `${spec}${path}: ${path} is for mode ${modes}, in mode ${mode} the webhook rejects it`,
  ]);
});

test.each([
  ['mode: daemonset; replicas: 3', 'replicas', 'deployment or statefulset', 'daemonset'],
  ['mode: sidecar; replicas: 2', 'replicas', 'deployment or statefulset', 'sidecar'],
  [
    'mode: daemonset; autoscaler: {maxReplicas: 3}',
    'autoscaler',
    'deployment or statefulset',
    'daemonset',
  ],
  ['mode: sidecar; maxReplicas: 3', 'maxReplicas', 'deployment or statefulset', 'sidecar'],
  [
    'mode: sidecar; nodeSelector: {a: b}',
    'nodeSelector',
    'deployment or daemonset or statefulset',
    'sidecar',
  ],
  [
    'mode: daemonset; topologySpreadConstraints: [{}]',
    'topologySpreadConstraints',
    'deployment or statefulset',
    'daemonset',
  ],
  [
    'mode: daemonset; podDisruptionBudget: {minAvailable: 1}',
    'podDisruptionBudget',
    'deployment or statefulset',
    'daemonset',
  ],
  ['serviceName: other', 'serviceName', 'statefulset', 'deployment'],
])('%s has no effect', (text, path, modes, mode) => {
  expect(check(collector(text), fieldOfOtherMode)).toEqual([
    `${spec}${path}: ${path} is for mode ${modes}, in mode ${mode} it has no effect`,
  ]);
});

test.each([
  'mode: sidecar; replicas: 1; tolerations: []; ingress: {}',
  'mode: daemonset; tolerations: [{operator: Exists}]; affinity: {}; nodeSelector: {a: b}',
  'mode: daemonset; daemonSetUpdateStrategy: {type: OnDelete}; targetAllocator: {enabled: true}',
  'mode: statefulset; volumeClaimTemplates: [{}]; replicas: 3; autoscaler: {maxReplicas: 4}; serviceName: a',
  'replicas: 3; podDisruptionBudget: {minAvailable: 1}; deploymentUpdateStrategy: {type: Recreate}',
  'mode: cronjob; tolerations: [{}]',
])('nothing is said of %s', (text) => {
  expect(check(collector(text), fieldOfOtherMode)).toEqual([]);
});

const pods = (target: string) =>
  `autoscaler: {maxReplicas: 3, metrics: [{type: Pods, pods: {target: ${target}}}]}`;

test.each([
  [
    'replicas: 5; autoscaler: {maxReplicas: 3}',
    'replicas',
    'replicas must be at most maxReplicas, got 5 and 3',
  ],
  ['replicas: 5; maxReplicas: 3', 'replicas', 'replicas must be at most maxReplicas, got 5 and 3'],
  [
    'autoscaler: {minReplicas: 4, maxReplicas: 3}',
    'autoscaler.minReplicas',
    'minReplicas must be at most maxReplicas, got 4 and 3',
  ],
  [
    'autoscaler: {minReplicas: 2}',
    'autoscaler.minReplicas',
    'minReplicas must come with maxReplicas, got none',
  ],
  ['minReplicas: 2', 'minReplicas', 'minReplicas must come with maxReplicas, got none'],
  [
    'autoscaler: {maxReplicas: 0}',
    'autoscaler.maxReplicas',
    'maxReplicas must be at least 1, got 0',
  ],
  [
    'autoscaler: {maxReplicas: 3, behavior: {scaleDown: {stabilizationWindowSeconds: 7200}}}',
    'autoscaler.behavior.scaleDown.stabilizationWindowSeconds',
    'stabilizationWindowSeconds must be from 0 to 3600, got 7200',
  ],
  [
    'autoscaler: {maxReplicas: 3, targetCPUUtilization: 0}',
    'autoscaler.targetCPUUtilization',
    'targetCPUUtilization must be a percentage of at least 1, got 0',
  ],
  [
    'autoscaler: {maxReplicas: 3, metrics: [{type: Resource}]}',
    'autoscaler.metrics[0].type',
    "type of an autoscaler metric must be Pods, got 'Resource'",
  ],
  [
    pods('{type: Utilization}'),
    'autoscaler.metrics[0].pods.target.type',
    "type of a target must be AverageValue or Value, got 'Utilization'",
  ],
  [
    pods('{type: AverageValue, averageValue: "0"}'),
    'autoscaler.metrics[0].pods.target.averageValue',
    "averageValue must be more than 0, got '0'",
  ],
])('%s is refused by the webhook', (text, path, message) => {
  expect(check(collector(text), autoscaler)).toEqual([`${spec}${path}: ${message}`]);
});

test.each([
  'replicas: 3; autoscaler: {maxReplicas: 3}',
  'autoscaler: {minReplicas: 1, maxReplicas: 3, targetCPUUtilization: 80}',
  'replicas: 1; minReplicas: 1; maxReplicas: 3',
  'autoscaler: {maxReplicas: 3, behavior: {scaleUp: {stabilizationWindowSeconds: 0}}}',
  pods('{type: AverageValue, averageValue: 100m}'),
])('%s passes', (text) => {
  expect(check(collector(text), autoscaler)).toEqual([]);
});

test.each([
  [
    'livenessProbe: {periodSeconds: 0}',
    'livenessProbe.periodSeconds',
    'livenessProbe: periodSeconds must be at least 1, got 0',
  ],
  [
    'readinessProbe: {initialDelaySeconds: -1}',
    'readinessProbe.initialDelaySeconds',
    'readinessProbe: initialDelaySeconds must be at least 0, got -1',
  ],
  [
    'startupProbe: {failureThreshold: 0}',
    'startupProbe.failureThreshold',
    'startupProbe: failureThreshold must be at least 1, got 0',
  ],
])('%s is no probe', (text, path, message) => {
  const yaml = collector(text).replace('v1beta1', 'v1alpha1');
  expect(check(yaml, probe)).toEqual([`${spec}${path}: ${message}`]);
  expect(check(collector(text), probe)).toEqual([]);
});

test('a probe of sound numbers passes', () => {
  expect(
    check(collector('livenessProbe: {initialDelaySeconds: 0, periodSeconds: 1}'), probe),
  ).toEqual([]);
});

test.each([
  [
    'ingress: {type: ingress, ruleType: subdomain}',
    "ingress.hostname must be a host name for ruleType subdomain, got ''",
  ],
  [
    'ingress: {type: route, ruleType: subdomain, hostname: "*"}',
    "ingress.hostname must be a host name for ruleType subdomain, got '*'",
  ],
])('%s has no host name', (text, message) => {
  expect(check(collector(text), ingress)).toEqual([`${spec}ingress.hostname: ${message}`]);
});

test('Kubernetes takes no star alone and no sentence as the host of an Ingress', () => {
  const found = (hostname: string) =>
    check(collector(`ingress: {type: ingress, hostname: ${hostname}}`), ingress);
  expect(found('"*"')).toEqual([
    `${spec}ingress.hostname: ingress.hostname must be a host name, or *. and a domain, got '*'; every host is the empty text`,
  ]);
  expect(found('the host')[0]).toMatch(/ingress\.hostname must be .*, got 'the host'/);
  expect(found('"*.example.com"')).toEqual([]);
});

test.each([
  'ingress: {type: ingress, ruleType: path}',
  'ingress: {type: ingress}',
  'ingress: {type: ingress, ruleType: subdomain, hostname: a.example.com}',
])('%s needs none', (text) => {
  expect(check(collector(text), ingress)).toEqual([]);
});

test('an HTTPRoute needs a port that does not speak gRPC', () => {
  const route = 'httpRoute: {enabled: true, gateway: g}';
  expect(check(collector(route), ingress)).toEqual([
    `${spec}httpRoute.enabled: httpRoute needs a receiver that speaks HTTP, the operator creates no HTTPRoute for gRPC ports`,
  ]);
  const http = collectorExample({ spec: route, receivers: 'otlp: {protocols: {http: {}}}' });
  expect(check(http, ingress)).toEqual([]);
});

const allocator = (
  fields: string,
  receivers = 'prometheus: {config: {scrape_configs: [{job_name: a}]}}',
) => collectorExample({ spec: fields.replaceAll('; ', '\n'), receivers });

test.each([
  [
    allocator('mode: daemonset; targetAllocator: {enabled: true}'),
    'allocationStrategy',
    "allocationStrategy must be per-node in mode daemonset, got 'consistent-hashing'",
  ],
  [
    allocator('mode: statefulset; targetAllocator: {enabled: true, allocationStrategy: per-node}'),
    'allocationStrategy',
    'allocationStrategy per-node is for mode daemonset, the mode is statefulset',
  ],
  [
    allocator('mode: statefulset; targetAllocator: {enabled: true}', 'prometheus/a: {config: {}}'),
    'enabled',
    'the target allocator needs a receiver named prometheus, got none',
  ],
  [
    allocator('mode: statefulset; targetAllocator: {enabled: true}', 'prometheus: {}'),
    'prometheusCR.enabled',
    'the target allocator needs a scrape config in the prometheus receiver, or prometheusCR.enabled, got neither',
  ],
  [
    allocator(
      'mode: statefulset; targetAllocator: {enabled: true, prometheusCR: {allowNamespaces: [a], denyNamespaces: [b]}}',
    ),
    'prometheusCR.denyNamespaces',
    'denyNamespaces must not come with allowNamespaces',
  ],
  [
    allocator(
      'mode: statefulset; targetAllocator: {enabled: true, mtls: {enabled: true, useCertManager: false, tls: {serverCertificate: {}, clientCertificate: {}}}}',
    ),
    'mtls.tls.certificateAuthorityCertificate',
    'certificateAuthorityCertificate must be exactly one of secret and configMap, got neither',
  ],
  [
    allocator(
      'mode: statefulset; targetAllocator: {enabled: true, prometheusCR: {enabled: true, serviceMonitorNamespaceSelector: {}}}',
    ),
    'prometheusCR.enabled',
    'the target allocator takes no ServiceMonitor and no PodMonitor, as it has no selector: set serviceMonitorSelector or podMonitorSelector, of which {} selects all',
  ],
])('a target allocator is refused, or takes nothing (%#)', (yaml, path, message) => {
  expect(check(yaml, targetAllocator)).toEqual([`${spec}targetAllocator.${path}: ${message}`]);
});

test.each([
  allocator('mode: daemonset; targetAllocator: {enabled: true, allocationStrategy: per-node}'),
  allocator(
    'mode: statefulset; targetAllocator: {enabled: true, prometheusCR: {enabled: true, probeSelector: {}}}',
    'prometheus: {}',
  ),
  // its selectors are labels, of which none select all
  allocator(
    'mode: statefulset; targetAllocator: {enabled: true, prometheusCR: {enabled: true}}',
  ).replace('opentelemetry.io/v1beta1', 'opentelemetry.io/v1alpha1'),
  allocator('mode: statefulset; targetAllocator: {enabled: true, prometheusCR: {enabled: false}}'),
  allocator('mode: statefulset; targetAllocator: {enabled: false}', 'otlp: {}'),
])('a target allocator passes (%#)', (yaml) => {
  expect(check(yaml, targetAllocator)).toEqual([]);
});
