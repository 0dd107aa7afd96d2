// what the default stack is told, for stacks that are it with one thing otherwise
import { elasticsearch, jaeger, oneIn } from '../../../src/index.ts';

/** Where the store of the node is. */
export const storeHost = 'elastic.centre.com';

/** Settings of the default stack. */
export const defaultSettings = {
  namespace: 'tracing',
  backend: jaeger({
    storage: elasticsearch({
      serverUrls: [`http://${storeHost}:9201`],
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
} as const;
