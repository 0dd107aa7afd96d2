import { Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { Instrumentation } from '../../../src/constructs/instrumentation/instance.ts';
import { readGraph } from '../../../src/graph/graph.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { findings, jaeger } from './synth.ts';

function agents(chart: Chart, props: Partial<OtelCollectorProps> = {}) {
  return new OtelCollector(chart, 'Agents', {
    namespace: 'agents',
    name: 'agent',
    mode: 'daemonset',
    hostPort: true,
    exportTo: [jaeger],
    ...(props as object),
  });
}

test('the ports of its protocols are open on the node, by the names that the operator gives them', () => {
  const chart = Testing.chart();
  agents(chart);
  expect(Testing.synth(chart)[0].spec.ports).toEqual([
    { name: 'otlp-grpc', port: 4317, protocol: 'TCP', appProtocol: 'grpc', hostPort: 4317 },
    { name: 'otlp-http', port: 4318, protocol: 'TCP', appProtocol: 'http', hostPort: 4318 },
  ]);
});

test('agents are told the address of the node, and web servers the Service', () => {
  const chart = Testing.chart();
  const { onNode } = agents(chart);
  new Instrumentation(chart, 'Instrumentation', { namespace: 'shop', exportTo: onNode });
  const { spec } = Testing.synth(chart)[1];
  expect(spec.exporter.endpoint).toBe('http://$(OTEL_NODE_IP):4318');
  expect(spec.nginx.attrs).toEqual([
    {
      name: 'NginxModuleOtelExporterEndpoint',
      value: 'http://agent-collector.agents.svc.cluster.local:4317',
    },
  ]);
});

test('who is not instrumented is told so by the downward API, and the picture has an arrow from both', () => {
  const chart = Testing.chart();
  const { onNode } = agents(chart);
  const { otlpHttp } = onNode;
  new Instrumentation(chart, 'Instrumentation', { namespace: 'shop', exportTo: onNode });
  const labels = { app: 'shop' };
  const env = [...otlpHttp.env, { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: otlpHttp.url() }];
  new k8s.KubeDeployment(chart, 'Shop', {
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'shop', image: 'registry.example.com/shop:1.4.2', env: env as k8s.EnvVar[] },
          ],
        },
      },
    },
  });
  const objects = Testing.synth(chart);
  expect(findings(objects)).toEqual([]);
  const model = modelOfObjects(objects);
  const arrows = readGraph(model, []).edges.map(({ from, to, port }) => `${from} ${to} ${port}`);
  const agent = 'OpenTelemetryCollector/agents/agent';
  expect(arrows).toContain(`Instrumentation/shop/instrumentation ${agent} 4318`);
  expect(arrows).toContain(`Deployment/shop/shop ${agent} 4318`);
});

test.each<[Partial<OtelCollectorProps>, string]>([
  [
    { mode: 'deployment' },
    'hostPort needs mode daemonset, which has a pod on each node, got deployment',
  ],
  [{ mode: 'sidecar' }, 'hostPort needs mode daemonset, which has a pod on each node, got sidecar'],
  [
    { extraSpec: { hostNetwork: true } },
    'extraSpec must not set hostNetwork; use the prop hostPort',
  ],
  [{ extraSpec: { ports: [{ port: 1 }] } }, 'extraSpec must not set ports; use the prop hostPort'],
])('%j is refused', (props, message) => {
  expect(() => agents(Testing.chart(), props)).toThrow(`test/Agents: ${message}`);
});

test('there is nothing on the node without host ports', () => {
  const collector = agents(Testing.chart(), { hostPort: false });
  expect(() => collector.onNode).toThrow(
    'test/Agents: hostPort must be true for onNode, since it opens the ports on nodes, got none',
  );
});

test('a namespace that enforces restricted refuses such pods', () => {
  const chart = new Chart(Testing.app(), 'agents');
  new k8s.KubeNamespace(chart, 'Namespace', {
    metadata: { name: 'agents', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
  agents(chart);
  expect(() => Testing.synth(chart)).toThrow('must not listen on a port of the node');
});
