// an app with a number of collectors, each with a Jaeger behind it: `node pairs.cjs PAIRS LEVEL`
import { App, Chart } from 'cdk8s';
import { elasticsearch, type GuardLevel, guard, Jaeger, OtelCollector } from '../src/index.ts';

const [, , pairs, level] = process.argv;
const app = new App();
guard(app, level as GuardLevel);
const chart = new Chart(app, 'pairs', { namespace: 'tracing' });
for (let index = 0; index < Number(pairs); index++) {
  const jaeger = new Jaeger(chart, `Jaeger${index}`, {
    name: `jaeger-${index}`,
    storage: elasticsearch({
      serverUrls: ['http://elasticsearch.example.com:9200'],
      indexPrefix: `pair-${index}`,
    }),
  });
  new OtelCollector(chart, `Collector${index}`, {
    name: `collector-${index}`,
    exportTo: [jaeger.otlpGrpc],
  });
}
app.synth();
