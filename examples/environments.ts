// three clusters from one code base, each with a folder of its own in dist/ and linted as a cluster of its own
import {
  type ElasticsearchProps,
  elasticsearch,
  environmentApp,
  jaeger,
  oneIn,
  TracingStack,
  type TracingStackProps,
} from '../src/index.ts';

/** What the clusters have in common, their storage aside. */
const shared: Omit<TracingStackProps, 'backend'> = {
  grafana: { namespace: 'monitoring' },
  instrumentation: {},
};

function storedIn(storage: ElasticsearchProps) {
  return jaeger({
    storage: elasticsearch({ indexPrefix: 'tracing', retentionDays: 2, ...storage }),
  });
}

const environments: Readonly<Record<string, TracingStackProps>> = {
  dev: { ...shared, backend: storedIn({ serverUrls: ['http://es.dev.example.com:9200'] }) },
  staging: { ...shared, backend: storedIn({ serverUrls: ['http://es.staging.example.com:9200'] }) },
  prod: {
    ...shared,
    backend: storedIn({ serverUrls: ['http://es.prod.example.com:9200'], retentionDays: 14 }),
    collector: { replicas: 3, memoryLimit: '2Gi' },
    instrumentation: { sampler: { type: 'parentbased_traceidratio', ...oneIn(16) } },
  },
};

for (const [name, settings] of Object.entries(environments)) {
  const app = environmentApp(name);
  new TracingStack(app, 'tracing', settings);
  app.synth();
}
