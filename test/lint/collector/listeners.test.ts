import { expect, test } from 'vitest';
import { blockedUdp } from '../../../src/lint/collector/blocked-udp/rule.ts';
import { listenAddress } from '../../../src/lint/collector/listen-address/rule.ts';
import { localhostListener } from '../../../src/lint/collector/localhost-listener/rule.ts';
import { misreadEndpoint } from '../../../src/lint/collector/misread-endpoint/rule.ts';
import { portCollision } from '../../../src/lint/collector/port-collision/rule.ts';
import { refusedService } from '../../../src/lint/collector/refused-service/rule.ts';
import { unexposedReceiver } from '../../../src/lint/collector/unexposed-receiver/rule.ts';
import { check } from '../check.ts';
import { config, operator, workload } from './at.ts';
import { collectorExample } from './example.ts';

const image = (version: string) => `image: otel/opentelemetry-collector-contrib:${version}`;
const collector = (receivers: string, spec = image('0.120.0'), more = '') => {
  const ids = [...receivers.matchAll(/^[\w/]+(?=:)/gm)].join(', ');
  return collectorExample({
    spec,
    receivers,
    extensions: more || 'zpages: {}',
    service: `extensions: [${(more || 'zpages: {}').split(':')[0]}]\npipelines:\n  traces:\n    receivers: [${ids}]\n    exporters: [debug]`,
  });
};
const grpc = (endpoint: string) => `otlp: {protocols: {grpc: {endpoint: "${endpoint}"}}}`;

const local = (
  why: string,
  who = 'otlp',
  port = 4317,
  client = 'Service otel-collector-headless',
) => `${who} listens on localhost (${why}), where ${client} cannot reach port ${port}`;

test.each(['localhost', '127.0.0.1', '[::1]'])('%s hides a receiver from its Service', (host) => {
  expect(check(collector(grpc(`${host}:4317`)), localhostListener)).toEqual([
    `${config}receivers.otlp.protocols.grpc.endpoint: ${local(`'${host}'`)}`,
  ]);
});

test.each([
  ['0.104.0', '0.109.0', true],
  ['0.103.0', '0.109.0', false],
  ['0.120.0', '0.110.0', false],
])(
  'collector %s with operator %s listens on localhost by default: %s',
  (version, release, wrong) => {
    const yaml = collector('otlp: {protocols: {grpc: {}}}', image(version)) + operator(release);
    expect(check(yaml, localhostListener)).toEqual(
      wrong
        ? [`${config}receivers.otlp.protocols.grpc: ${local(`the default of ${version}`)}`]
        : [],
    );
  },
);

test('a workload without endpoints listens on localhost when a Service leads to it', () => {
  const text =
    'receivers:\n  otlp:\n    protocols:\n      grpc:\nservice:\n  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [debug]';
  const service = `---
apiVersion: v1
kind: Service
metadata:
  name: traces
  namespace: tracing
spec:
  selector:
    app: otel
  ports:
    - port: 4317
`;
  expect(check(workload(text) + service, localhostListener)).toEqual([
    `ConfigMap/tracing/otel data["config.yaml"].receivers.otlp.protocols.grpc: ${local('the default of 0.120.0', 'otlp', 4317, 'Service traces')}`,
  ]);
  expect(check(workload(text), localhostListener)).toEqual([]);
});

test.each([
  ['a sidecar', collector(grpc('localhost:4317'), 'mode: sidecar')],
  ['all addresses', collector(grpc('0.0.0.0:4317'))],
  ['a variable', collector(grpc(`\${env:POD_IP}:4317`))],
  ['no host', collector(grpc(':4317'))],
  [
    'a collector that is told to listen everywhere',
    collector(
      'otlp: {protocols: {grpc: {}}}',
      `${image('0.105.0')}\nargs: {feature-gates: -component.UseLocalHostAsDefaultHost}`,
    ) + operator('0.109.0'),
  ],
  ['an operator of an unknown release', collector('otlp: {protocols: {grpc: {}}}')],
  [
    'pprof and zpages',
    collector(grpc('0.0.0.0:4317'), image('0.120.0'), 'pprof: {endpoint: "localhost:1777"}'),
  ],
])('nothing is said of %s', (_, yaml) => {
  expect(check(yaml, localhostListener)).toEqual([]);
});

test('a health check on localhost fails the probe, also in a sidecar', () => {
  const yaml = (mode: string) =>
    collector(grpc('0.0.0.0:4317'), mode, 'health_check: {endpoint: "localhost:13133"}');
  for (const mode of ['mode: deployment', 'mode: sidecar']) {
    expect(check(yaml(mode), localhostListener)).toEqual([
      `${config}extensions.health_check.endpoint: ${local("'localhost'", 'health_check', 13133, 'the liveness probe')}`,
    ]);
  }
  const byDefault = (release: string) =>
    check(
      collector(grpc('0.0.0.0:4317'), image('0.120.0'), 'health_check: {}') + operator(release),
      localhostListener,
    );
  expect(byDefault('0.121.0')).toHaveLength(1);
  expect(byDefault('0.122.0')).toEqual([]);
});

test('a user interface on localhost is hidden from its Service', () => {
  const yaml = collector(
    grpc('0.0.0.0:4317'),
    'image: jaegertracing/jaeger:2.5.0',
    'jaeger_query: {http: {endpoint: "localhost:16686"}}',
  );
  expect(check(yaml, localhostListener)).toEqual([
    `${config}extensions.jaeger_query.http.endpoint: ${local("'localhost'", 'jaeger_query', 16686, 'Service otel-collector-extension')}`,
  ]);
});

test('a port of the node, and a probe of a workload, reach no localhost either', () => {
  const text =
    'receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: localhost:4317\nextensions:\n  health_check:\nservice:\n  extensions: [health_check]\n  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [debug]';
  const container =
    'ports:\n  - containerPort: 4317\n    hostPort: 4317\nlivenessProbe:\n  httpGet:\n    port: 13133';
  expect(check(workload(text, container, 'DaemonSet'), localhostListener)).toEqual([
    `ConfigMap/tracing/otel data["config.yaml"].extensions.health_check: ${local('the default of 0.120.0', 'health_check', 13133, 'livenessProbe')}`,
    `ConfigMap/tracing/otel data["config.yaml"].receivers.otlp.protocols.grpc.endpoint: ${local("'localhost'", 'otlp', 4317, 'the port of the node')}`,
  ]);
});

test.each([
  [
    'otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}, http: {endpoint: "0.0.0.0:4317"}}}',
    'receivers.otlp.protocols.http.endpoint',
    'receiver otlp http listens on port 4317, which is already in use by receiver otlp grpc',
  ],
  [
    'otlp: {protocols: {grpc: {}}}\notlp/2: {protocols: {grpc: {}}}',
    'receivers["otlp/2"].protocols.grpc',
    'receiver otlp/2 grpc listens on port 4317, which is already in use by receiver otlp grpc',
  ],
  [
    'otlp: {protocols: {http: {endpoint: "0.0.0.0:9411"}}}\nzipkin: {}',
    'receivers.zipkin',
    'receiver zipkin listens on port 9411, which is already in use by receiver otlp http',
  ],
  [
    'otlp: {protocols: {http: {endpoint: "0.0.0.0:8888"}}}',
    'receivers.otlp.protocols.http.endpoint',
    'receiver otlp http listens on port 8888, which is already in use by the metrics of the collector itself',
  ],
  [
    'otlp: {protocols: {http: {endpoint: "0.0.0.0:55679"}}}',
    'receivers.otlp.protocols.http.endpoint',
    'receiver otlp http listens on port 55679, which is already in use by extension zpages',
  ],
])('%s', (receivers, path, message) => {
  expect(check(collector(receivers), portCollision)).toEqual([`${config}${path}: ${message}`]);
});

test('a prometheus exporter on the port of the own metrics is found, one beside it or without them is not', () => {
  const yaml = (port: number, telemetry = '{}') =>
    collectorExample({
      exporters: `prometheus: {endpoint: "0.0.0.0:${port}"}`,
      service: `telemetry: {metrics: ${telemetry}}\npipelines:\n  metrics:\n    receivers: [otlp]\n    exporters: [prometheus]`,
    });
  expect(check(yaml(8888), portCollision)).toEqual([
    `${config}exporters.prometheus.endpoint: exporter prometheus listens on port 8888, which is already in use by the metrics of the collector itself`,
  ]);
  expect(check(yaml(8889), portCollision)).toEqual([]);
  expect(check(yaml(8888, '{level: none}'), portCollision)).toEqual([]);
  expect(check(yaml(8888, '{address: "0.0.0.0:9090"}'), portCollision)).toEqual([]);
  const reader = '{readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 9090}}}}]}';
  expect(check(yaml(8888, reader), portCollision)).toEqual([]);
  expect(check(yaml(9090, reader), portCollision)).toHaveLength(1);
});

test.each([
  `otlp: {protocols: {grpc: {endpoint: "\${env:POD_IP}:4317"}, http: {endpoint: "localhost:4317"}}}`,
  'jaeger: {protocols: {thrift_compact: {endpoint: "0.0.0.0:6831"}, grpc: {endpoint: "0.0.0.0:6831"}}}',
  'otlp: {protocols: {grpc: {}, http: {}}}\njaeger: {protocols: {grpc: {}, thrift_http: {}}}\nzipkin: {}',
])('%s is no collision', (receivers) => {
  expect(check(collector(receivers), portCollision)).toEqual([]);
});

test('a receiver that the operator knows no port of needs spec.ports', () => {
  const arrow = 'otelarrow: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}';
  expect(check(collector(arrow), unexposedReceiver)).toEqual([
    `${config}receivers.otelarrow.protocols.grpc.endpoint: receiver otelarrow listens on port 4317, which the operator puts into no Service: add it to spec.ports of otel`,
  ]);
  const ports = (port: string) => `${image('0.120.0')}\nports: [{name: a, ${port}}]`;
  expect(check(collector(arrow, ports('port: 4317')), unexposedReceiver)).toEqual([]);
  expect(check(collector(arrow, ports('port: 80, targetPort: 4317')), unexposedReceiver)).toEqual(
    [],
  );
  expect(check(collector(arrow, ports('port: 4318')), unexposedReceiver)).toHaveLength(1);
  expect(check(collector(arrow, 'mode: sidecar'), unexposedReceiver)).toEqual([]);
  expect(check(collector('datadog: {endpoint: "0.0.0.0:8126"}'), unexposedReceiver)).toEqual([]);
  expect(check(collector('opencensus: {}') + operator('0.131.0'), unexposedReceiver)).toEqual([]);
  expect(check(collector('opencensus: {}') + operator('0.132.0'), unexposedReceiver)).toHaveLength(
    1,
  );
});

test('an IPv6 address is read in another way by the operator', () => {
  expect(check(collector(grpc('[fd00::10]:4317')), misreadEndpoint)).toEqual([
    `${config}receivers.otlp.protocols.grpc.endpoint: the operator reads port 10 from '[fd00::10]:4317', but otlp listens on 4317`,
  ]);
  for (const endpoint of ['[::]:4317', '0.0.0.0:4317', `\${env:POD_IP}:4317`, ':4317']) {
    expect(check(collector(grpc(endpoint)), misreadEndpoint)).toEqual([]);
  }
});

const udp =
  'jaeger: {protocols: {thrift_compact: {endpoint: "0.0.0.0:6831"}, grpc: {endpoint: "0.0.0.0:14250"}}}';

test('operator 0.158.0 lets no UDP through to collectors', () => {
  expect(check(collector(udp) + operator('0.158.0'), blockedUdp)).toEqual([
    `${config}receivers.jaeger.protocols.thrift_compact.endpoint: jaeger listens on UDP port 6831, but the NetworkPolicy of operator 0.158.0 allows only TCP`,
  ]);
});

test.each([
  ['an older operator', collector(udp) + operator('0.157.0')],
  ['a newer operator', collector(udp) + operator('0.159.0')],
  ['an operator of an unknown release', collector(udp)],
  [
    'a collector without the policy',
    collector(udp, 'networkPolicy: {enabled: false}') + operator('0.158.0'),
  ],
  ['a sidecar', collector(udp, 'mode: sidecar') + operator('0.158.0')],
  ['TCP', collector(grpc('0.0.0.0:4317')) + operator('0.158.0')],
  [
    'an operator that makes no policies',
    `${collector(udp)}${operator('0.158.0')}          args: ['--feature-gates=+a,-operand.networkpolicy']\n`,
  ],
])('nothing is said of %s, as to UDP', (_, yaml) => {
  expect(check(yaml, blockedUdp)).toEqual([]);
});

const twice = (what: string, one: string, other: string) =>
  `Service otel-collector must not have ${what} twice, for ${one} and for ${other}, or the API server rejects it`;

test('a Service with two ports of one name or number cannot be made', () => {
  const names = 'zipkin/a_b: {endpoint: "0.0.0.0:9412"}\nzipkin/a-b: {endpoint: "0.0.0.0:9413"}';
  expect(check(collector(names.replace('a-b:', 'a_b_:')), refusedService)).toEqual([]);
  const dashed = collectorExample({
    receivers: names,
    service:
      'pipelines:\n  traces:\n    receivers: [zipkin/a_b, zipkin/a-b]\n    exporters: [debug]',
  });
  expect(check(dashed, refusedService)).toEqual([
    `${config}receivers["zipkin/a_b"].endpoint: ${twice('a port named zipkin-a-b', 'zipkin/a-b', 'zipkin/a_b')}`,
  ]);
  const hosts = `${grpc('127.0.0.1:4317')}\nzipkin: {endpoint: "10.0.0.1:4317"}`;
  expect(check(collector(hosts), refusedService)).toEqual([
    `${config}receivers.zipkin.endpoint: ${twice('port 4317/TCP', 'otlp', 'zipkin')}`,
  ]);
});

test('ports that cannot be listened on at once are told as a collision, those of sidecars as nothing', () => {
  const same = `${grpc('0.0.0.0:9411')}\nzipkin: {endpoint: "0.0.0.0:9411"}`;
  expect(check(collector(same), refusedService)).toEqual([]);
  expect(check(collector(same), portCollision)).toHaveLength(1);
  const hosts = `${grpc('127.0.0.1:4317')}\nzipkin: {endpoint: "10.0.0.1:4317"}`;
  expect(check(collector(hosts, `${image('0.120.0')}\nmode: sidecar`), refusedService)).toEqual([]);
});

test('the id of a receiver must make a name for its port', () => {
  const yaml = collector(grpc('0.0.0.0:4317').replace('otlp', 'otlp/Old'));
  expect(check(yaml, refusedService)).toEqual([
    `${config}receivers["otlp/Old"]: the operator derives a port name from otlp/Old that Kubernetes rejects: port name must be of lower-case letters, digits and '-', got 'otlp-Old-grpc'`,
  ]);
  const sidecar = collector('zipkin/Old: {}', `${image('0.120.0')}\nmode: sidecar`);
  expect(check(sidecar, refusedService)).toHaveLength(1);
  // a longer name is not used
  const long = collector(grpc('0.0.0.0:4317').replace('otlp', 'otlp/OldApplications'));
  expect(check(long, refusedService)).toEqual([]);
});

test('an endpoint must be something to listen on', () => {
  const found = (receivers: string, more = '') =>
    check(collector(receivers, image('0.120.0'), more), listenAddress);
  expect(found(grpc('http://0.0.0.0:4317'))).toEqual([
    `${config}receivers.otlp.protocols.grpc.endpoint: endpoint of receiver otlp must be host:port without a scheme, got 'http://0.0.0.0:4317'`,
  ]);
  expect(found('zipkin: {endpoint: "9411"}')).toEqual([
    `${config}receivers.zipkin.endpoint: endpoint of receiver zipkin must be host:port, not a port alone, got '9411'`,
  ]);
  expect(found(grpc('0.0.0.0:4317'), 'health_check: {endpoint: localhost}')).toEqual([
    `${config}extensions.health_check.endpoint: endpoint of extension health_check must be host:port, it has no port, got 'localhost'`,
  ]);
  expect(found('tcplog: {}')).toEqual([
    `${config}receivers.tcplog.listen_address: listen_address of receiver tcplog must be host:port, got none`,
  ]);
  expect(found('udplog: {listen_address: 0.0.0.0}')).toEqual([
    `${config}receivers.udplog.listen_address: listen_address of receiver udplog must be host:port, it has no port, got '0.0.0.0'`,
  ]);
  expect(found('tcplog: {listen_address: "0.0.0.0:54525"}')).toEqual([]);
  expect(found('otlp: {protocols: {grpc: {endpoint: /run/otlp, transport: unix}}}')).toEqual([]);
  expect(found('zipkin: {}')).toEqual([]);
});

test('what listens on a socket of the file system listens on no port', () => {
  const local = 'otlp/local: {protocols: {grpc: {endpoint: /run/otlp.sock, transport: unix}}}';
  const yaml = collector(`${grpc('0.0.0.0:4317')}\n${local}`);
  expect(check(yaml, portCollision)).toEqual([]);
  expect(check(yaml, listenAddress)).toEqual([]);
  // the operator opens its usual port for it all the same
  expect(check(yaml, refusedService)).toHaveLength(1);
  for (const endpoint of ['/run/fluent.sock', 'unix:///run/fluent.sock']) {
    expect(check(collector(`fluentforward: {endpoint: "${endpoint}"}`), listenAddress)).toEqual([]);
  }
});

test('settings out of a file are not known', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a file that the collector reads
  expect(check(collector('tcplog: "${file:/etc/tcp.yaml}"'), listenAddress)).toEqual([]);
});
