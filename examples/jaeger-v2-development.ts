// Jaeger v2 in one pod, with a volume for its spans: no Elasticsearch, for a team's own cluster
import { App } from 'cdk8s';
import { badger, jaegerV2, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  namespace: 'tracing',
  backend: jaegerV2({
    // memory() needs no volume, and forgets all spans with the pod
    storage: badger({ volumeSize: '10Gi', retentionDays: 7 }),
    // what senders are told when they ask at port 5778 or 5779
    sampling: { strategies: { default_strategy: { type: 'probabilistic', param: 1 } } },
  }),
  instrumentation: {},
});
app.synth();
