// agents on each node, a tier that spreads spans by trace id and one that samples whole traces, and nothing lost while Jaeger is away;
// the OpenTelemetry operator and the Namespace tracing are there already
import { App, Chart } from 'cdk8s';
import {
  elasticsearch,
  Instrumentation,
  JaegerV2,
  OtelCollector,
  oneIn,
  TailSampling,
  TracingNamespace,
} from '../src/index.ts';

const namespace = 'tracing';

const app = new App();
const namespaces = new Chart(app, '0-namespaces');
const chart = new Chart(app, '1-tracing');
const nodes = new Chart(app, '2-agents');

const jaeger = new JaegerV2(chart, 'Jaeger', {
  namespace,
  storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
});

const gateway = new TailSampling(chart, 'Gateway', {
  namespace,
  exportTo: [jaeger.otlpGrpc],
  // errors are kept, and slow traces, and one in ten of all
  policies: { slowerThan: '1s', rest: oneIn(10) },
  decisionWait: '10s',
  balancer: { autoscaler: { minReplicas: 2, maxReplicas: 6 } },
  sampler: { replicas: 3, memoryLimit: '2Gi', persistentQueue: { size: '5Gi' } },
});

// a port of the node is for pods that Pod Security calls privileged
const agents = new TracingNamespace(namespaces, 'Agents', {
  name: 'agents',
  podSecurity: 'privileged',
});
const agent = new OtelCollector(nodes, 'Agent', {
  namespace: agents,
  name: 'agent',
  mode: 'daemonset',
  hostPort: true,
  memoryLimit: '128Mi',
  exportTo: [gateway.otlpGrpc],
  // whose pod sent a span is known here alone
  processors: { k8s_attributes: { filter: { node_from_env_var: 'KUBE_NODE_NAME' } } },
});

new Instrumentation(nodes, 'Instrumentation', { namespace: agents, exportTo: agent.onNode });

app.synth();
