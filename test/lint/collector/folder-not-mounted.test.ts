import { expect, test } from 'vitest';
import { folderNotMounted } from '../../../src/lint/collector/folder-not-mounted/rule.ts';
import { check } from '../check.ts';
import { config, spec, workload } from './at.ts';
import { collectorExample } from './example.ts';

const image = 'image: otel/opentelemetry-collector-contrib:0.158.0';

function findings(parts: { receiver?: string; exporter?: string }, pod = image) {
  const { receiver = 'otlp: {}', exporter = 'debug: {}' } = parts;
  const [from, to] = [receiver, exporter].map((one) => one.split(':')[0]);
  const yaml = collectorExample({
    spec: pod,
    receivers: receiver,
    exporters: exporter,
    service: `pipelines:\n  logs:\n    receivers: [${from}]\n    exporters: [${to}]`,
  });
  return check(yaml, folderNotMounted).map((found) => found.replace(config, '').replace(spec, ''));
}

const mounted = (...places: string[]) =>
  `${image}\nvolumeMounts:\n${places.map((place) => `  - {name: a, mountPath: ${place}}`).join('\n')}`;

const docker = 'docker_stats: {}';
const dockerAt = (endpoint: string) => `docker_stats:\n  endpoint: ${endpoint}`;
const logs = (pattern: string) => `file_log:\n  include: [${pattern}]`;
const file = (settings: string) => `file: {${settings}}`;

test.each([
  [
    { receiver: docker },
    'receivers.docker_stats: docker_stats does not start without /var/run/docker.sock: no volume is mounted there',
  ],
  [
    { receiver: dockerAt('unix:///run/other.sock') },
    'receivers.docker_stats.endpoint: docker_stats does not start without /run/other.sock: no volume is mounted there',
  ],
  [
    { receiver: 'hostmetrics:\n  root_path: /hostfs/\n  scrapers: {cpu: {}}' },
    'receivers.hostmetrics.root_path: hostmetrics does not start without /hostfs: no volume is mounted there',
  ],
  [
    { receiver: logs('/var/log/containers/app-*.log') },
    'receivers.file_log.include[0]: file_log reads nothing without /var/log/containers: no volume is mounted there',
  ],
  [
    { receiver: 'journald:\n  directory: /var/log/journal' },
    'receivers.journald.directory: journald reads nothing without /var/log/journal: no volume is mounted there',
  ],
  [
    { exporter: file('path: /data/traces.json') },
    'exporters.file.path: file does not start without /data: no volume is mounted there',
  ],
])('%j', (parts, message) => {
  expect(findings(parts)).toEqual([message]);
  expect(findings(parts, `${image}\nmode: sidecar`)).toEqual([]);
  expect(findings(parts, 'image: registry.example.com/mine:1.0.0')).toEqual([]);
});

test.each([
  [{ receiver: docker }, mounted('/var/run/docker.sock')],
  [{ receiver: docker }, mounted('/var/run/')],
  [{ receiver: dockerAt('tcp://docker:2375') }, image],
  [{ receiver: 'host_metrics:\n  root_path: /\n  scrapers: {cpu: {}}' }, image],
  [{ receiver: 'host_metrics:\n  scrapers: {cpu: {}}' }, image],
  [{ receiver: logs('/var/log/**/*.log') }, mounted('/var/log/pods')],
  [{ receiver: logs('/data/app.log') }, image],
  [{ receiver: logs(`"/var/log/\${env:POD}/*.log"`) }, mounted('/var/log')],
  [{ exporter: file('path: /data/traces.json') }, mounted('/data')],
  [{ exporter: file('path: /data/traces.json, create_directory: true') }, image],
  [{ exporter: file('path: /data/traces.json, rotation: {max_megabytes: 10}') }, image],
  [{ exporter: file('path: /tmp/traces.json') }, image],
  [{ exporter: file('path: traces.json') }, image],
  // what every container has, and what its image has
  [{ exporter: file('path: /proc/1/fd/1') }, image],
  [{ exporter: file('path: /dev/fd/1') }, image],
  [{ exporter: file('path: /etc/otelcol-contrib/traces.json') }, image],
  [{ receiver: 'host_metrics:\n  root_path: /proc/1/root\n  scrapers: {cpu: {}}' }, image],
  // a mount below a folder brings the folder
  [
    { receiver: 'host_metrics:\n  root_path: /hostfs\n  scrapers: {cpu: {}}' },
    mounted('/hostfs/proc', '/hostfs/sys'),
  ],
  [{ exporter: file('path: /data/traces.json') }, mounted('/data/traces.json')],
  // nodes of Windows
  [{ receiver: logs('/var/log/pods/*/*/*.log') }, mounted('C:\\var\\log\\pods')],
  [{ receiver: logs('/var/log/pods/*/*/*.log') }, mounted('c:/var/log')],
])('nothing is wrong with %j where %j', (parts, pod) => {
  expect(findings(parts, pod)).toEqual([]);
});

test('a workload that no operator runs has the mounts of its container', () => {
  const configuration = `
receivers:
  docker_stats: {}
exporters:
  file: {path: /etc/otel/traces.json}
service:
  pipelines:
    metrics:
      receivers: [docker_stats]
      exporters: [file]
`;
  expect(check(workload(configuration), folderNotMounted)).toEqual([
    'ConfigMap/tracing/otel data["config.yaml"].receivers.docker_stats: docker_stats does not start without /var/run/docker.sock: no volume is mounted there',
  ]);
});
