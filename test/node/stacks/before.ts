// the default stack as of the OpenTelemetry operator before, with a collector that has gone since
import { App, Chart } from 'cdk8s';
import { OtelCollector, TracingStack } from '../../../src/index.ts';
import { defaultSettings } from './settings.ts';

const app = new App();
const stack = new TracingStack(app, 'tracing', {
  ...defaultSettings,
  otelOperator: { version: '0.148.0' },
});
new OtelCollector(new Chart(app, '5-retired', { namespace: 'tracing' }), 'Retired', {
  name: 'retired',
  exportTo: [stack.collector.otlpGrpc],
});
app.synth();
