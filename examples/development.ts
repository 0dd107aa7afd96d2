// the quickest way to see a trace: Jaeger v2 in memory, one pod, nothing to install but cert-manager; all spans are gone with it
import { App } from 'cdk8s';
import { jaegerV2, memory, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaegerV2({ storage: memory({ maxTraces: 50_000 }) }),
  instrumentation: {},
});
// kubectl -n tracing port-forward service/jaeger-query 16686, then http://localhost:16686
app.synth();
