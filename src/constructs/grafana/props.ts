import type { LabelSelector } from '../../../imports/kubernetes.ts';
import type { Endpoint } from '../edge/endpoint.ts';
import type { TracingNamespace } from '../kubernetes/namespace.ts';
import { kubernetesType } from '../props/kubernetes-type.ts';
import { metadataShapes } from '../props/metadata.ts';
import {
  anything,
  flag,
  list,
  mapping,
  nameOrConstruct,
  props,
  required,
  type Shape,
  type Shapes,
  text,
} from '../props/shape.ts';
import { accessShapes, type DatasourceAccess } from './access.ts';
import { type DatasourceLinks, linkShapes } from './links.ts';

/** How the grafana-operator imports a data source. */
export interface GrafanaOperatorProps {
  /** Which Grafana resources it is imported into, by their labels; it cannot be changed later. */
  readonly instanceSelector: LabelSelector;
  /**
   * Whether Grafanas in other namespaces than that of the data source take it, too; it cannot be taken back later.
   *
   * @default false
   */
  readonly allowCrossNamespaceImport?: boolean;
  /**
   * How often the operator writes it into Grafana again, a Go duration such as `10m`.
   *
   * @default - the operator's own
   */
  readonly resyncPeriod?: string;
  /**
   * Whether the operator stops updating it in Grafana, whatever changes here; since 5.20.
   *
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * Plugins that the operator installs in the Grafanas that it runs; the data source of Jaeger needs none.
   *
   * @default - none
   */
  readonly plugins?: readonly GrafanaPlugin[];
}

/** A plugin of Grafana, as the grafana-operator installs it. */
export interface GrafanaPlugin {
  /** Its id, such as `grafana-clock-panel`. */
  readonly name: string;
  /** Its version, such as `2.1.8`. */
  readonly version: string;
}

/** What the bars of collapsed spans show. */
export interface SpanBar {
  /** Nothing, the duration of the span, or the value of a tag. */
  readonly type: 'None' | 'Duration' | 'Tag';
  /**
   * Name of the tag, with type `Tag`, such as `http.route`.
   *
   * @default - none, with other types
   */
  readonly tag?: string;
}

/** The data source of a Jaeger, and how Grafana gets it. */
export interface GrafanaDatasourceProps extends DatasourceLinks, DatasourceAccess {
  /**
   * Namespace that Grafana runs in; its sidecar looks for data sources nowhere else unless told to.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /** Jaeger's query service, with the path that it is served under. */
  readonly query: Endpoint<'jaeger-query'>;
  /**
   * Has the grafana-operator make the data source, by a GrafanaDatasource in place of the ConfigMap.
   *
   * @default - the sidecar of Grafana's Helm charts reads a ConfigMap
   */
  readonly grafanaOperator?: GrafanaOperatorProps;
  /**
   * Name of the ConfigMap or GrafanaDatasource; the file in a ConfigMap is called after it.
   *
   * @default 'jaeger-datasource'
   */
  readonly name?: string;
  /**
   * Name of the data source in Grafana.
   *
   * @default 'Jaeger'
   */
  readonly title?: string;
  /**
   * Identity of the data source in Grafana, which dashboards and other data sources refer to.
   *
   * @default 'jaeger'
   */
  readonly uid?: string;
  /**
   * Whether Grafana uses it where no data source is named. Grafana does not start with two of them.
   *
   * @default false
   */
  readonly isDefault?: boolean;
  /**
   * Whether a trace is also shown as a graph.
   *
   * @default true
   */
  readonly nodeGraph?: boolean;
  /**
   * What the bars of spans show.
   *
   * @default - Grafana's own, the duration
   */
  readonly spanBar?: SpanBar;
  /**
   * Whether a query for a trace by its id carries the time range, so that Jaeger need not search all indices.
   *
   * @default false
   */
  readonly traceIdTimeParams?: boolean;
  /**
   * More of `jsonData`, that no other prop sets, such as `{ tlsSkipVerify: true, timeout: 60, oauthPassThru: true }`.
   * Write values as Grafana is to read them: a `$` is doubled where Grafana's provisioning needs it.
   *
   * @default - none
   */
  readonly extraJsonData?: Readonly<Record<string, unknown>>;
  /**
   * Folder in Grafana's pod that has a subfolder for each Secret of `login`, `headers` or `query`, with the Secret's
   * name (`extraSecretMounts` of the Helm charts). The grafana-operator reads Secrets by itself.
   *
   * @default '/etc/secrets'
   */
  readonly secretsFolder?: string;
  /**
   * Labels of the object. The sidecar finds a ConfigMap by them.
   *
   * @default { grafana_datasource: '1' }, none with `grafanaOperator`
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What kinds of values the props are. */
export const datasourceShapes: Shapes<GrafanaDatasourceProps> = {
  ...metadataShapes,
  ...linkShapes,
  ...accessShapes,
  namespace: nameOrConstruct,
  query: anything,
  grafanaOperator: props<GrafanaOperatorProps>({
    instanceSelector: required(kubernetesType<LabelSelector>('LabelSelector')),
    allowCrossNamespaceImport: flag,
    resyncPeriod: text,
    suspend: flag,
    plugins: list(
      'plugins',
      props<GrafanaPlugin>({ name: required(text), version: required(text) }),
    ),
  }),
  name: text,
  title: text,
  uid: text,
  isDefault: flag,
  nodeGraph: flag,
  spanBar: props<SpanBar>({ type: required(text), tag: text }),
  traceIdTimeParams: flag,
  extraJsonData: mapping as Shape<GrafanaDatasourceProps['extraJsonData']>,
  secretsFolder: text,
};
