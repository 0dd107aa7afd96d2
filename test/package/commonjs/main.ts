import { Chart, type ChartProps } from 'cdk8s';
import { Endpoint, elasticsearch, Jaeger, OtelCollector, TektonTracing } from 'cdk8s-tracing';
import { Instrumentation } from 'cdk8s-tracing/imports/opentelemetry.io';
import type { Construct } from 'constructs';

export const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });

export class MyChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    const jaeger = new Jaeger(this, 'Jaeger', { storage });
    const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });
    const exportTo: [Endpoint<'otlp-grpc'>, Endpoint<'otlp-http'>] = [jaeger.otlpGrpc, tempo];
    const collector = new OtelCollector(this, 'Collector', { exportTo });
    new TektonTracing(this, 'Tekton', { version: '1.15.0', exportTo: collector.otlpHttp });
    new Instrumentation(this, 'Java', {
      metadata: { name: 'java' },
      spec: { exporter: { endpoint: collector.otlpHttp.url() } },
    });
  }
}

/** The types are those of the modules: a gRPC endpoint is none for Tekton. */
export const refused = (chart: Chart, jaeger: Jaeger) =>
  // @ts-expect-error
  new TektonTracing(chart, 'Refused', { version: '1.15.0', exportTo: jaeger.otlpGrpc });
