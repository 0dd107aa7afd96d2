import { expect, test } from 'vitest';
import { loadBalancing } from '../../../src/lint/collector/load-balancing/rule.ts';
import { address } from '../../../src/lint/edge/address/rule.ts';
import { clusterDomain } from '../../../src/lint/edge/cluster-domain/rule.ts';
import { customResourceName } from '../../../src/lint/edge/custom-resource-name/rule.ts';
import { misspeltService } from '../../../src/lint/edge/misspelt-service/rule.ts';
import { namespace } from '../../../src/lint/edge/namespace/rule.ts';
import { port } from '../../../src/lint/edge/port/rule.ts';
import { protocol } from '../../../src/lint/edge/protocol/rule.ts';
import { check, fixes } from '../check.ts';
import { collectorExample } from './examples.ts';

const rules = [
  address,
  clusterDomain,
  customResourceName,
  loadBalancing,
  misspeltService,
  namespace,
  port,
  protocol,
];

/** A collector that balances over what a resolver finds, and a sampler of several pods in another namespace. */
const balancing = (resolver: string, release?: string) =>
  [
    collectorExample({
      exporter: `load_balancing:\n  protocol:\n    otlp:\n      tls: {insecure: true}\n  resolver: ${resolver}`,
    }).replace(
      '  mode:',
      release === undefined
        ? '  mode:'
        : `  image: otel/opentelemetry-collector-contrib:${release}\n  mode:`,
    ),
    collectorExample({ exporter: 'debug: {}', name: 'sampler', namespace: 'back' }).replace(
      'mode: deployment',
      'replicas: 2',
    ),
  ].join('---\n');

const at = 'OpenTelemetryCollector/tracing/otel spec.config.exporters.load_balancing.resolver';

/** Places of findings below the resolver, each with its fix. */
const told = (resolver: string, release?: string) => {
  const yaml = balancing(resolver, release);
  const found = fixes(yaml, ...rules);
  return check(yaml, ...rules).map((text, index) => {
    expect(text.startsWith(`${at}.`)).toBe(true);
    return `${text.slice(at.length + 1).split(': ')[0]} -> ${found[index]}`;
  });
};

test.each([
  '{k8s: {service: sampler-collector.back}}',
  '{k8s: {service: sampler-collector.back, ports: [4317]}}',
  '{k8s: {service: sampler-collector-headless.back}}',
  '{dns: {hostname: sampler-collector-headless.back}}',
  '{dns: {hostname: sampler-collector-headless.back.svc, port: "4317"}}',
  '{dns: {hostname: sampler-collector-headless.back.svc.cluster.local}}',
  '{dns: {hostname: samplers.example.com, port: "5317"}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the collector
  '{k8s: {service: "${env:SERVICE}", ports: ["${env:PORT}"]}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the collector
  '{dns: {hostname: "sampler-collector-headless.${env:NAMESPACE}", port: "${env:PORT}"}}',
])('resolver %s finds its backends', (resolver) => {
  expect(told(resolver)).toEqual([]);
  expect(told(resolver, '0.142.0')).toEqual([]);
  expect(told(resolver, '0.158.0')).toEqual([]);
});

// the collector looks for no domain, so that any will do
test.each(['svc.cluster.local', 'svc.cluster.lokal', 'svc.example', 'svc.'])(
  'the k8s resolver takes a name that ends in .%s since 0.143.0',
  (end) => {
    const resolver = `{k8s: {service: sampler-collector.back.${end}}}`;
    expect(told(resolver)).toEqual([]);
    expect(told(resolver, '0.143.0')).toEqual([]);
    expect(told(resolver, '0.142.0')).toEqual(['k8s.service -> sampler-collector.back']);
  },
);

test.each([
  ['sampler-collector.back.svc', 'sampler-collector.back'],
  ['sampler-collector.back.svcs.cluster.local', 'sampler-collector.back'],
  ['sampler-collector.back.cluster.local', 'sampler-collector.back'],
  ['pod-0.sampler-collector.back', undefined],
  ['sampler-collector..svc.cluster.local', undefined],
  ['sampler-collector.back.', undefined],
  ['.back', undefined],
])('the k8s resolver takes no Service %s in any release', (service, fix) => {
  for (const release of [undefined, '0.88.0', '0.142.0', '0.143.0', '0.158.0']) {
    expect(told(`{k8s: {service: ${service}}}`, release)).toEqual([`k8s.service -> ${fix}`]);
  }
});

test('the message says which forms the release takes', () => {
  const judge = (release: string) =>
    check(balancing('{k8s: {service: sampler-collector.back.svc}}', release), address);
  expect(judge('0.158.0')).toEqual([
    `${at}.k8s.service: load_balancing: service must be name, name.namespace or name.namespace.svc and the domain of the cluster, got 'sampler-collector.back.svc'`,
  ]);
  expect(judge('0.120.0')).toEqual([
    `${at}.k8s.service: load_balancing: service must be name or name.namespace before 0.143.0, got 'sampler-collector.back.svc'`,
  ]);
});

test.each([
  ['{k8s: {service: "sampler-collector.back:4317"}}', 'k8s.service -> sampler-collector.back'],
  [
    '{k8s: {service: "sampler-collector.back:5317", ports: [5317]}}',
    'k8s.service -> sampler-collector.back',
  ],
  // the port has to go elsewhere, and not be lost
  ['{k8s: {service: "sampler-collector.back:5317"}}', 'k8s.service -> undefined'],
  ['{k8s: {service: "http://sampler-collector.back"}}', 'k8s.service -> sampler-collector.back'],
  [
    '{dns: {hostname: "sampler-collector-headless.back:4317", port: "4317"}}',
    'dns.hostname -> sampler-collector-headless.back',
  ],
  ['{dns: {hostname: "sampler-collector-headless.back:5317"}}', 'dns.hostname -> undefined'],
  [
    '{dns: {hostname: "dns:///sampler-collector-headless.back"}}',
    'dns.hostname -> sampler-collector-headless.back',
  ],
])('a name stands alone: %s', (resolver, finding) => {
  expect(told(resolver)).toEqual([finding]);
});

test.each([
  // the Service that is meant has the port, wherever that is set
  [
    '{k8s: {service: sampler-colector.back, ports: [4317]}}',
    'k8s.service -> sampler-collector.back',
  ],
  ['{k8s: {service: sampler-collector, ports: [4317]}}', 'k8s.service -> sampler-collector.back'],
  ['{k8s: {service: sampler.back, ports: [4317]}}', 'k8s.service -> sampler-collector.back'],
  [
    '{dns: {hostname: sampler-collector-headles.back, port: "4317"}}',
    'dns.hostname -> sampler-collector-headless.back',
  ],
  [
    '{dns: {hostname: sampler-collector-headless, port: "4317"}}',
    'dns.hostname -> sampler-collector-headless.back',
  ],
  // of the Services of a collector, the one that DNS tells the pods of
  [
    '{dns: {hostname: sampler.back.svc.cluster.local, port: "4317"}}',
    'dns.hostname -> sampler-collector-headless.back.svc.cluster.local',
  ],
  [
    '{dns: {hostname: sampler-collector.back.svc, port: "4317"}}',
    'dns.hostname -> sampler-collector-headless.back.svc',
  ],
  [
    '{dns: {hostname: sampler-collector-headless.back.svc.cluster.locl, port: "4317"}}',
    'dns.hostname -> sampler-collector-headless.back.svc.cluster.local',
  ],
  [
    '{static: {hostnames: ["sampler-colector.back:4317"]}}',
    'static.hostnames[0] -> sampler-collector.back:4317',
  ],
])('a fix of the name leaves the port where it is set: %s', (resolver, finding) => {
  expect(told(resolver)).toContain(finding);
});

test.each([
  ['{k8s: {service: sampler-collector.back, ports: [4318]}}', 'k8s.ports[0] -> 4317'],
  ['{k8s: {service: sampler-collector.back, ports: [9999]}}', 'k8s.ports[0] -> 4317'],
  ['{dns: {hostname: sampler-collector-headless.back, port: "4318"}}', "dns.port -> '4317'"],
  ['{dns: {hostname: sampler-collector-headless.back, port: "9999"}}', "dns.port -> '4317'"],
])('a fix of the port stands where the port is set: %s', (resolver, finding) => {
  expect(told(resolver)).toEqual([finding]);
});

test('a port that is missing is told with its key', () => {
  const judge = (resolver: string) => {
    const yaml = balancing(resolver).replaceAll('0.0.0.0:4317', '0.0.0.0:5317');
    return [check(yaml, port), fixes(yaml, port)];
  };
  const asked = '(5317 otlp-grpc, 4318 otlp-http), got 4317, because no port is given';
  const must = 'load_balancing must connect to a port of Service';
  expect(judge('{k8s: {service: sampler-collector.back}}')).toEqual([
    [`${at}.k8s.ports: ${must} sampler-collector.back ${asked}`],
    ['[5317]'],
  ]);
  expect(judge('{dns: {hostname: sampler-collector-headless.back}}')).toEqual([
    [`${at}.dns.port: ${must} sampler-collector-headless.back ${asked}`],
    ["'5317'"],
  ]);
});

test('the k8s resolver leads to the ports of the pods, whatever ports the Service has', () => {
  const service =
    '{apiVersion: v1, kind: Service, metadata: {name: spans, namespace: back}, spec: {selector: {app.kubernetes.io/instance: back.sampler, app.kubernetes.io/component: opentelemetry-collector}, ports: [{port: 80, targetPort: 4317}]}}';
  const judge = (resolver: string) =>
    check(`${balancing(resolver)}---\n${service}\n`, port, protocol);
  expect(judge('{k8s: {service: spans.back}}')).toEqual([]);
  expect(judge('{k8s: {service: spans.back, ports: [4317]}}')).toEqual([]);
  expect(judge('{dns: {hostname: spans.back}}')).toHaveLength(1);
});

test('one of two resolvers may be switched off', () => {
  const both = (more: string) =>
    check(
      balancing(`{dns: {hostname: a.example.com${more}}, k8s: {service: sampler-collector.back}}`),
      loadBalancing,
    );
  expect(both(', enabled: false')).toEqual([]);
  expect(both('')).toHaveLength(1);
});
