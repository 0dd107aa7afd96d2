import { App, Chart } from 'cdk8s';
import { OtelOperator } from 'cdk8s-tracing';

const app = new App();
new OtelOperator(new Chart(app, 'plain'), 'OtelOperator', { namespace: 'tracing' });
app.synth();
