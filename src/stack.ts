import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { OtelCollector } from './constructs/collector/instance.ts';
import type { DefaultProtocol } from './constructs/collector/props.ts';
import type { BackendEndpoints, BackendScope } from './constructs/edge/backend.ts';
import type { Endpoint } from './constructs/edge/endpoint.ts';
import { GrafanaDatasource } from './constructs/grafana/datasource.ts';
import { Instrumentation } from './constructs/instrumentation/instance.ts';
import type { OtlpReceiver } from './constructs/instrumentation/language.ts';
import { pullImages } from './constructs/kubernetes/image-source.ts';
import { namespaceOf, TracingNamespace } from './constructs/kubernetes/namespace.ts';
import { OperatorCrds } from './constructs/operator/crds.ts';
import { unwatchedProblem } from './constructs/operator/props.ts';
import { runBy } from './constructs/operator/release.ts';
import { OtelOperator } from './constructs/otel-operator/operator.ts';
import { TracingMonitoring } from './constructs/prometheus/monitoring.ts';
import { checkProps } from './constructs/props/door.ts';
import { addMetadata } from './constructs/props/metadata.ts';
import { refuse, within } from './constructs/props/refuse.ts';
import { requires } from './constructs/props/requires.ts';
import { TektonTracing } from './constructs/tekton/tracing.ts';
import { ThanosTracing } from './constructs/thanos/tracing.ts';
import { deliver } from './delivery.ts';
import { guard } from './guard.ts';
import type { Load } from './sizing/load.ts';
import { StepCharts } from './stack/charts.ts';
import { checkStackProps } from './stack/checks.ts';
import { addCollectors, type StackCollectors } from './stack/collectors.ts';
import { keptOutProblem } from './stack/pod-security.ts';
import { NetworkPolicies } from './stack/policies/construct.ts';
import { stackShapes, type TracingStackProps } from './stack/props.ts';
import { sayLoad } from './stack/sizing.ts';
import type { Common } from './stack/tiers.ts';
import type { ReceiverProtocol } from './upstream/collector/component-names.ts';
import { tektonProtocol } from './upstream/tekton/tracing.ts';

/**
 * A tracing stack in an app: namespace, operators, a collector that feeds a backend, and the systems that send or show traces.
 *
 * It has a chart, and so a file, for each step of `kubectl apply`; the id of the stack goes before their names where an app has
 * several.
 *
 * @throws if a setting is wrong; nothing has been written then
 */
export class TracingStack<P extends ReceiverProtocol = DefaultProtocol> extends Construct {
  /** Name of the namespace of operators, collector and backend. */
  readonly namespace: string;
  /** What the backend hands out. */
  readonly backend: BackendEndpoints;
  /** What takes spans and sends them to the backend, or to what samples them. */
  readonly collector: OtelCollector<P>;
  /** What applications name to be instrumented, where `instrumentation` is set. */
  readonly instrumentation?: Instrumentation;
  private readonly charts: StepCharts;
  private readonly collectors: StackCollectors<P>;

  constructor(scope: Construct, id: string, props: TracingStackProps<P>) {
    super(scope, id);
    checkProps(this, stackShapes, props);
    guard(this, props.guard);
    deliver(this, props.delivery);
    within(this, () => checkStackProps(props));
    const { imageRegistry, imagePullSecrets } = props;
    pullImages(this, { imageRegistry, imagePullSecrets });
    runBy(this, props.otelOperator?.version);
    this.charts = new StepCharts(this);
    this.namespace = namespaceOf(this, props.namespace ?? surroundingNamespace(this) ?? 'tracing');
    const common = { namespace: this.namespace, clusterDomain: props.clusterDomain };

    const makes = props.createNamespace ?? !(props.namespace instanceof TracingNamespace);
    const { podSecurity } = props;
    if (makes) {
      const name = this.namespace;
      new TracingNamespace(this.charts.of('0-namespace'), 'Namespace', { name, podSecurity });
    }
    const operator =
      (props.installOtelOperator ?? true) ? this.addOtelOperator(props, common) : undefined;
    this.backend = props.backend.bind(this.backendScope(common, props.sizing));
    const backends = [...this.backend.otlp, ...(props.backends ?? [])];
    this.collectors = addCollectors(this.charts.of('3-instances'), props, common, backends);
    this.collector = this.collectors.collector;
    if (props.sizing) sayLoad(this.collector, props.sizing);
    this.instrumentation = this.addInstrumentation(props);
    this.sayRequirements(props);
    this.addSenders(props);
    this.addGrafana(props);
    this.addMonitoring(props, operator);
    if (makes) refuse(this, keptOutProblem(this, this.namespace, podSecurity));
    this.wallIn(props);
    addMetadata(this, props);
    this.charts.nameFiles();
  }

  private addOtelOperator(
    { otelOperator }: TracingStackProps<P>,
    common: Pick<BackendScope, Common>,
  ): OtelOperator {
    refuse(this, unwatchedProblem('otelOperator', otelOperator, this.namespace));
    const crds = this.charts.of('1-crds');
    const operator = new OtelOperator(this.charts.of('2-operators'), 'OtelOperator', {
      ...otelOperator,
      ...common,
      crds: false,
    });
    new OperatorCrds(crds, 'OtelOperatorCrds', { operator });
    return operator;
  }

  private backendScope(common: Pick<BackendScope, Common>, sizing?: Load): BackendScope {
    const { charts } = this;
    return {
      ...common,
      sizing,
      get crds() {
        return charts.of('1-crds');
      },
      get operators() {
        return charts.of('2-operators');
      },
      get instances() {
        return charts.of('3-instances');
      },
    };
  }

  /** What takes spans on each node, where `agents` is set. */
  get agents(): OtelCollector<ReceiverProtocol> | undefined {
    return this.collectors.agents;
  }

  /** Where the stack's own senders send to; `checkStackProps` has seen that it takes what they need. */
  private get receiver(): Pick<OtelCollector, 'otlpGrpc' | 'otlpHttp'> {
    const { otlpGrpc, otlpHttp } = this.agents ?? this.collector;
    return {
      otlpGrpc: otlpGrpc as Endpoint<'otlp-grpc'>,
      otlpHttp: otlpHttp as Endpoint<'otlp-http'>,
    };
  }

  private addInstrumentation({
    instrumentation,
    collector,
    agents,
  }: TracingStackProps<P>): Instrumentation | undefined {
    if (!instrumentation) return undefined;
    const onNode = (agents ?? collector)?.hostPort === true;
    return new Instrumentation(this.charts.of('3-instances'), 'Instrumentation', {
      ...instrumentation,
      namespace: this.namespace,
      exportTo: onNode ? ((this.agents ?? this.collector).onNode as OtlpReceiver) : this.receiver,
    });
  }

  private sayRequirements({ installOtelOperator, createNamespace }: TracingStackProps<P>): void {
    if (createNamespace === false) requires(this.collector, `namespace/${this.namespace}`);
    if (installOtelOperator ?? true) return;
    const { collector, sampler, agents } = this.collectors;
    for (const one of [collector, sampler, agents, this.instrumentation]) {
      if (one) requires(one, 'opentelemetry-operator');
    }
  }

  private addSenders({ thanos = [], tekton }: TracingStackProps<P>): void {
    const { otlpGrpc, otlpHttp } = this.receiver;
    for (const [index, workload] of thanos.entries()) {
      new ThanosTracing(this.charts.of('4-thanos'), `Thanos${index}`, {
        ...workload,
        exportTo: otlpGrpc ?? otlpHttp,
      });
    }
    if (!tekton) return;
    const thrift = tektonProtocol(tekton.version) === 'jaeger-thrift-http';
    new TektonTracing(this.charts.of('4-tekton'), 'Tekton', {
      ...tekton,
      exportTo: (thrift && this.backend.thriftHttp) || otlpHttp,
    });
  }

  private wallIn({ networkPolicies }: TracingStackProps<P>): void {
    if (!networkPolicies) return;
    new NetworkPolicies(this.charts.of('3-instances'), 'NetworkPolicies', {
      namespace: this.namespace,
      stack: this,
      props: networkPolicies === true ? {} : networkPolicies,
    });
  }

  private addGrafana({ grafana }: TracingStackProps<P>): void {
    if (!grafana) return;
    const { query } = this.backend;
    if (query === undefined) {
      refuse(this, 'grafana needs a backend with a query API of Jaeger, got one without');
      return;
    }
    const scope = this.charts.of('4-grafana');
    const datasource = new GrafanaDatasource(scope, 'Jaeger', { ...grafana, query });
    const { namespace } = ApiObject.of(datasource).metadata;
    if (namespace !== this.namespace) requires(datasource, `namespace/${namespace}`);
  }

  private addMonitoring({ monitoring }: TracingStackProps<P>, operator?: OtelOperator): void {
    if (!monitoring) return;
    const { collector, sampler, agents } = this.collectors;
    const watched = [collector, sampler, agents, this.backend, operator];
    const targets = watched.flatMap((one) => one?.metrics ?? []);
    new TracingMonitoring(this.charts.of('4-monitoring'), 'Monitoring', { ...monitoring, targets });
  }
}

/** The namespace of the nearest Chart around a stack; an app has none. */
function surroundingNamespace({ node }: Construct): string | undefined {
  return node.scopes.findLast(Chart.isChart)?.namespace;
}
