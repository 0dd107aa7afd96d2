// Jaeger v1 in one pod, with its spans on a volume
import { App } from 'cdk8s';
import { badger, jaeger, TracingStack } from '../../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaeger({
    storage: badger({ volumeSize: '10Gi', retentionDays: 3 }),
    operator: { watchNamespaces: ['tracing'] },
  }),
});
app.synth();
