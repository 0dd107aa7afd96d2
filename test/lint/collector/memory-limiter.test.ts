import { expect, test } from 'vitest';
import { memoryLimit } from '../../../src/lint/collector/memory-limit/rule.ts';
import { memoryLimiter } from '../../../src/lint/collector/memory-limiter/rule.ts';
import { memoryLimiterOrder } from '../../../src/lint/collector/memory-limiter-order/rule.ts';
import { check, fixes } from '../check.ts';
import { config, spec, workload } from './at.ts';
import { collectorExample } from './example.ts';

const limiter = (settings: string) => `memory_limiter:\n  ${settings.replaceAll(', ', '\n  ')}`;
const collector = (settings: string, memory?: string) =>
  collectorExample({
    ...(memory === undefined ? {} : { spec: `resources:\n  limits:\n    memory: ${memory}` }),
    processors: limiter(settings),
  });

test.each([
  ['limit_mib: 400', '.check_interval', 'check_interval must be set, the default of 0 is refused'],
  [
    'check_interval: 0s, limit_mib: 400',
    '.check_interval',
    "check_interval must be more than 0, got '0s'",
  ],
  [
    'check_interval: -1s, limit_mib: 400',
    '.check_interval',
    "check_interval must be more than 0, got '-1s'",
  ],
  ['check_interval: 1s', '', 'limit_mib or limit_percentage must be more than 0, got neither'],
  [
    'check_interval: 1s, limit_mib: 0',
    '.limit_mib',
    'limit_mib or limit_percentage must be more than 0, got 0',
  ],
  [
    'check_interval: 1s, limit_mib: 400, spike_limit_mib: 400',
    '.spike_limit_mib',
    'spike_limit_mib must be less than limit_mib, got 400 and 400',
  ],
  [
    'check_interval: 1s, limit_percentage: 50, spike_limit_percentage: 60',
    '.spike_limit_percentage',
    'spike_limit_percentage must be less than limit_percentage, got 60 and 50',
  ],
  [
    'check_interval: 1s, limit_percentage: 120',
    '.limit_percentage',
    'limit_percentage must be a percentage from 0 to 100, got 120',
  ],
  [
    'check_interval: 1s, limit_mib: 400, limit_percentage: 80',
    '.limit_percentage',
    'limit_percentage has no effect beside limit_mib, got 80',
  ],
  [
    'check_interval: 1s, limit_percentage: 80, spike_limit_mib: 100',
    '.spike_limit_mib',
    'spike_limit_mib has no effect beside limit_percentage, got 100',
  ],
])('a limiter with %s', (settings, path, problem) => {
  expect(check(collector(settings), memoryLimiter)).toEqual([
    `${config}processors.memory_limiter${path}: memory_limiter: ${problem}`,
  ]);
});

test.each([
  'check_interval: 1s, limit_mib: 400',
  'check_interval: 1s, limit_mib: "400", spike_limit_mib: "100"',
  'check_interval: 500ms, limit_percentage: 80, spike_limit_percentage: 20',
  `check_interval: \${env:INTERVAL}, limit_mib: \${env:LIMIT}, spike_limit_mib: \${env:SPIKE}`,
])('nothing is said of a limiter with %s', (settings) => {
  expect(check(collector(settings), memoryLimiter)).toEqual([]);
});

const percentage = 'check_interval: 1s, limit_percentage: 80';
const fixed = 'check_interval: 1s, limit_mib: 512';

test('percentages need a memory limit of the container', () => {
  const message =
    "memory_limiter applies limit_percentage to the whole node's memory, because the container has no memory limit";
  expect(check(collector(percentage), memoryLimit)).toEqual([
    `${spec}resources.limits.memory: ${message}`,
  ]);
  expect(check(collector(percentage, '512Mi'), memoryLimit)).toEqual([]);
  const text = `processors:\n  ${limiter(percentage).replaceAll('\n', '\n  ')}
service:\n  pipelines:\n    traces:\n      processors: [memory_limiter]`;
  expect(check(workload(text), memoryLimit)).toEqual([
    `Deployment/tracing/otel spec.template.spec.containers[0].resources.limits.memory: ${message}`,
  ]);
  expect(check(workload(text, 'resources:\n  limits:\n    memory: 1Gi'), memoryLimit)).toEqual([]);
});

test('a LimitRange of the namespace gives containers a memory limit', () => {
  const range = (namespace: string) => `---
apiVersion: v1
kind: LimitRange
metadata:
  name: limits
  namespace: ${namespace}
spec:
  limits:
    - type: Container
      default:
        memory: 512Mi
`;
  expect(check(collector(percentage) + range('tracing'), memoryLimit)).toEqual([]);
  expect(check(collector(percentage) + range('other'), memoryLimit)).toHaveLength(1);
});

test.each([
  ['512Mi', true],
  ['500M', true],
  ['513Mi', false],
  ['1Gi', false],
  ['lots', false],
])('whether limit_mib 512 leaves too little of %s: %s', (memory, wrong) => {
  expect(check(collector(fixed, memory), memoryLimit)).toEqual(
    wrong
      ? [
          `${config}processors.memory_limiter.limit_mib: memory_limiter: limit_mib must be less than the memory limit of the container, got 512 and ${memory}`,
        ]
      : [],
  );
});

test('a limiter that no pipeline names takes no memory into account', () => {
  const service = 'pipelines:\n  traces:\n    receivers: [otlp]\n    exporters: [debug]';
  expect(
    check(collectorExample({ processors: limiter(percentage), service }), memoryLimit),
  ).toEqual([]);
});

test.each([
  ['memory_limiter, batch', undefined],
  ['memory_limiter/x, batch, attributes', undefined],
  ['batch', undefined],
  [
    'batch, memory_limiter',
    'memory_limiter must be the first processor of pipeline traces, got batch before it',
  ],
  [
    'attributes, memory_limiter/x',
    'memory_limiter/x must be the first processor of pipeline traces, got attributes before it',
  ],
])('memory_limiter in the order %s', (order, message) => {
  const yaml = collectorExample({
    processors: `${limiter(fixed)}\nmemory_limiter/x: {}\nbatch: {}\nattributes: {}`,
    service: `pipelines:\n  traces:\n    receivers: [otlp]\n    processors: [${order}]\n    exporters: [debug]`,
  });
  expect(check(yaml, memoryLimiterOrder)).toEqual(
    message === undefined ? [] : [`${config}service.pipelines.traces.processors[1]: ${message}`],
  );
});

const limited = (value: string, memory = '1Gi') =>
  collectorExample({
    spec: `env: [{name: GOMEMLIMIT, value: "${value}"}]\nresources: {limits: {memory: ${memory}}}`,
  });

test.each([
  ['800Mi', "must be a whole number with B, KiB, MiB, GiB or TiB, or off, got '800Mi'", '800MiB'],
  ['1gb', "must be a whole number with B, KiB, MiB, GiB or TiB, or off, got '1gb'", '1GiB'],
  ['80%', "must be a whole number with B, KiB, MiB, GiB or TiB, or off, got '80%'", undefined],
  ['410', 'of 410 is 410 bytes, so that Go collects garbage all the time', undefined],
  ['2GiB', 'must not be above the memory limit of the container, got 2GiB and 1Gi', undefined],
])('a limit of Go of %s is told', (value, problem, fix) => {
  expect(check(limited(value), memoryLimit)).toEqual([
    `${spec}env[0].value: GOMEMLIMIT ${problem}`,
  ]);
  expect(fixes(limited(value), memoryLimit)).toEqual([fix]);
});

test('a part of a limit that Kubernetes tells is no number of bytes', () => {
  const told = (divisor: string) =>
    limited('').replace(
      'value: ""',
      `valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: ${divisor}}}`,
    );
  expect(check(told('1Mi'), memoryLimit)).toHaveLength(1);
  expect(check(told('"1"'), memoryLimit)).toEqual([]);
});

test.each(['819MiB', '1GiB', 'off', '838860800', '', '$(LIMIT)'])(
  'a limit of Go of %s is fine',
  (value) => {
    expect(check(limited(value), memoryLimit)).toEqual([]);
  },
);

test('a workload has its limit of Go beside its container', () => {
  const yaml = workload('receivers: {}', 'env: [{name: GOMEMLIMIT, value: 400Mi}]');
  expect(check(yaml, memoryLimit)).toEqual([expect.stringContaining('containers[0].env[0].value')]);
});
