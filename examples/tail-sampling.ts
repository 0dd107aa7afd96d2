// whole traces are judged where all of their spans meet: the collector sends them by trace id to the pods of a second tier; agents
// take them on each node
import { App } from 'cdk8s';
import { elasticsearch, jaeger, oneIn, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaeger({
    storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
  }),
  agents: { memoryLimit: '128Mi' },
  collector: { replicas: 2 },
  tailSampling: {
    // errors are kept, and slow traces, and one in ten of all
    policies: { slowerThan: '1s', rest: oneIn(10) },
    decisionWait: '10s',
    sampler: { replicas: 3, memoryLimit: '2Gi' },
  },
  instrumentation: {},
});
app.synth();
