const { App, Chart } = require('cdk8s');
const { OtelOperator } = require('cdk8s-tracing');
const { OpenTelemetryCollector } = require('cdk8s-tracing/imports/opentelemetry.io');
const { lintManifests } = require('cdk8s-tracing/lint');
const { TracingValidation } = require('cdk8s-tracing/validation');

const app = new App();
new OtelOperator(new Chart(app, 'plain'), 'OtelOperator', { namespace: 'tracing' });
app.synth();
const loaded = [OpenTelemetryCollector, lintManifests, TracingValidation].every(
  (one) => typeof one === 'function',
);
console.log(require.resolve('cdk8s-tracing'), loaded);
