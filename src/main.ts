import { tracingApp } from './app.ts';
import { elasticsearch } from './constructs/elasticsearch/storage.ts';
import { oneIn } from './constructs/sdk/sampling.ts';

tracingApp({
  namespace: 'tracing',
  storage: elasticsearch({
    serverUrls: ['http://elastic.centre.com:9201'],
    indexPrefix: 'tracing',
    retentionDays: 7,
  }),
  thanos: [
    { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos-query', sampling: oneIn(16) },
    { manifest: 'manifests/thanos-store.yaml', serviceName: 'thanos-store', sampling: oneIn(16) },
  ],
  tekton: { version: '1.15.0' },
  grafana: { namespace: 'monitoring' },
  instrumentation: {},
}).synth();
