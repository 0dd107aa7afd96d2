import { App, Chart } from 'cdk8s';
import { OtelCollector } from './constructs/collector/instance.ts';
import type { OtelCollectorProps, OtlpBackend } from './constructs/collector/props.ts';
import type { ElasticsearchStorage } from './constructs/elasticsearch/storage.ts';
import { GrafanaDatasource, type GrafanaDatasourceProps } from './constructs/grafana/datasource.ts';
import {
  Instrumentation,
  type InstrumentationProps,
} from './constructs/instrumentation/instance.ts';
import { Jaeger, type JaegerProps } from './constructs/jaeger/instance.ts';
import { JaegerOperator, type JaegerOperatorProps } from './constructs/jaeger/operator.ts';
import { TracingNamespace } from './constructs/kubernetes/namespace.ts';
import { OperatorCrds } from './constructs/operator/crds.ts';
import { OtelOperator, type OtelOperatorProps } from './constructs/otel-operator/operator.ts';
import { listProblem, refuse } from './constructs/props/refuse.ts';
import { TektonTracing, type TektonTracingProps } from './constructs/tekton/tracing.ts';
import { ThanosTracing, type ThanosTracingProps } from './constructs/thanos/tracing.ts';
import { guard } from './guard.ts';
import { tektonProtocol } from './upstream/tekton/tracing.ts';

/** Props that the stack has one value for, and so are set once for all constructs. */
type Common = 'namespace' | 'clusterDomain';

/** Settings of the whole stack; those of a single system are the props of its construct. */
export interface TracingAppProps {
  /** Elasticsearch that spans are stored in: `elasticsearch({ … })`. */
  readonly storage: ElasticsearchStorage;
  /**
   * Namespace of both operators, the collector and Jaeger.
   *
   * @default 'tracing'
   */
  readonly namespace?: string;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * More settings of the OpenTelemetry operator.
   *
   * @default - none
   */
  readonly otelOperator?: Omit<OtelOperatorProps, Common | 'crds'>;
  /**
   * More settings of the Jaeger operator.
   *
   * @default - none
   */
  readonly jaegerOperator?: Omit<JaegerOperatorProps, Common | 'crds'>;
  /**
   * More settings of Jaeger.
   *
   * @default - none
   */
  readonly jaeger?: Omit<JaegerProps, Common | 'storage'>;
  /**
   * More settings of the collector; its image is the OpenTelemetry operator's `collectorImage` where there is one.
   *
   * @default - none
   */
  readonly collector?: Omit<OtelCollectorProps, Common | 'exportTo'>;
  /**
   * Backends that the collector feeds besides Jaeger.
   *
   * @default - none
   */
  readonly backends?: readonly OtlpBackend[];
  /**
   * Auto-instrumentation of applications; `{}` for its defaults.
   *
   * @default - none
   */
  readonly instrumentation?: Omit<InstrumentationProps, Common | 'exportTo'>;
  /**
   * Thanos workloads that send their traces.
   *
   * @default - none
   */
  readonly thanos?: readonly Omit<ThanosTracingProps, 'exportTo'>[];
  /**
   * Tekton Pipelines that sends its traces.
   *
   * @default - none
   */
  readonly tekton?: Omit<TektonTracingProps, 'exportTo'>;
  /**
   * Grafana that shows the traces.
   *
   * @default - none
   */
  readonly grafana?: Omit<GrafanaDatasourceProps, 'query'>;
  /**
   * Folder that the manifests are written to.
   *
   * @default - what `cdk8s synth` asks for, or `dist`
   */
  readonly outdir?: string;
}

/**
 * The article's stack: namespace, operators, a collector that feeds a production Jaeger, and the systems that send or show
 * traces. One chart, and so one file, for each step of `kubectl apply`; chart ids carry the order, because dependencies
 * between charts cost exponentially in cdk8s.
 *
 * @throws if a setting is wrong; nothing has been written then
 */
export function tracingApp(props: TracingAppProps): App {
  const app = new App({ outdir: props.outdir });
  const { namespace = 'tracing', thanos = [] } = props;
  refuse(sendersProblem(props));
  const common = { namespace, clusterDomain: props.clusterDomain };

  new TracingNamespace(new Chart(app, '0-namespace'), 'Namespace', { name: namespace });

  const crds = new Chart(app, '1-crds');
  const operators = new Chart(app, '2-operators');
  const otelOperator = new OtelOperator(operators, 'OtelOperator', {
    ...props.otelOperator,
    ...common,
    crds: false,
  });
  new OperatorCrds(crds, 'OtelOperatorCrds', { operator: otelOperator });
  const jaegerOperator = new JaegerOperator(operators, 'JaegerOperator', {
    ...props.jaegerOperator,
    ...common,
    crds: false,
  });
  new OperatorCrds(crds, 'JaegerOperatorCrds', { operator: jaegerOperator });

  const instances = new Chart(app, '3-instances');
  const jaeger = new Jaeger(instances, 'Jaeger', {
    ...props.jaeger,
    ...common,
    storage: props.storage,
  });
  const collector = new OtelCollector(instances, 'Collector', {
    image: props.otelOperator?.collectorImage,
    ...props.collector,
    ...common,
    exportTo: [jaeger.otlpGrpc, ...(props.backends ?? [])],
  });
  if (props.instrumentation) {
    new Instrumentation(instances, 'Instrumentation', {
      ...props.instrumentation,
      namespace,
      exportTo: collector,
    });
  }

  if (thanos.length > 0) {
    const chart = new Chart(app, '4-thanos');
    for (const [index, workload] of thanos.entries()) {
      new ThanosTracing(chart, `Thanos${index}`, { ...workload, exportTo: collector.otlpGrpc });
    }
  }
  if (props.tekton) {
    new TektonTracing(new Chart(app, '4-tekton'), 'Tekton', {
      ...props.tekton,
      exportTo:
        tektonProtocol(props.tekton.version) === 'jaeger-thrift-http'
          ? jaeger.thriftHttp
          : collector.otlpHttp,
    });
  }
  if (props.grafana) {
    new GrafanaDatasource(new Chart(app, '4-grafana'), 'Jaeger', {
      ...props.grafana,
      query: jaeger.query,
    });
  }
  guard(app);
  return app;
}

function sendersProblem({ collector, thanos = [], tekton }: TracingAppProps): string | undefined {
  if (!Array.isArray(thanos)) return listProblem('thanos', thanos, 'workloads');
  return collector?.mode === 'sidecar' && (thanos.length > 0 || tekton)
    ? 'collector.mode must not be sidecar with thanos or tekton, whose pods have no collector of their own'
    : undefined;
}
