// agents write spans, metrics and logs to Kafka, and one collector reads them for where each is kept
import { App } from 'cdk8s';
import { Endpoint, type KafkaTopic, otlp, TracingStack } from '../../src/index.ts';

const kafka: KafkaTopic = {
  brokers: ['kafka.example.com:9093'],
  secretName: 'kafka-user',
  caSecretName: 'kafka-ca',
  metrics: {},
  logs: { topic: 'team-a-logs', encoding: 'otlp_json' },
  messageMarking: { onPermanentError: true },
};
const vendor = new Endpoint('otlp-http', {
  host: 'otlp.vendor.example.com',
  port: 443,
  tls: true,
  signals: ['logs'],
});

const app = new App();
new TracingStack(app, 'tracing', {
  backend: otlp(new Endpoint('otlp-grpc', { host: 'tempo.example.com', tls: true })),
  agents: { exportToKafka: kafka },
  collector: { receiveFromKafka: kafka, signals: { metrics: {}, logs: { exportTo: [vendor] } } },
  monitoring: {},
});
app.synth();
