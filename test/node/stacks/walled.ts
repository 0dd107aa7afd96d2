// the default stack in a network in which only those talk to each other that have to
import { App } from 'cdk8s';
import { elasticsearch, jaeger, oneIn, TracingStack } from '../../../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaeger({
    storage: elasticsearch({
      serverUrls: ['http://elastic.centre.com:9201'],
      indexPrefix: 'tracing',
      retentionDays: 7,
    }),
  }),
  thanos: [
    { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos-query', sampling: oneIn(16) },
    { manifest: 'manifests/thanos-store.yaml', serviceName: 'thanos-store', sampling: oneIn(16) },
  ],
  tekton: { version: '1.15.0' },
  grafana: { namespace: 'monitoring' },
  instrumentation: {},
  networkPolicies: {
    // without them, anybody may call webhooks: nobody but the cluster knows where its API server is
    apiServer: { cidrs: ['10.0.0.1/32'] },
    senders: [{ namespace: 'default', podLabels: { traced: 'true' } }],
    outside: { 'elastic.centre.com': [{ cidr: '10.0.0.1/32' }] },
  },
});
app.synth();
