import { Construct } from 'constructs';
import {
  datasourceSidecarLabel,
  datasourceUidProblem,
  jaegerDatasourceType,
} from '../../upstream/grafana/datasource.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { printYaml } from '../../yaml.ts';
import { type Endpoint, endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { kubeObject } from '../kubernetes/kube-object.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { metadataProblems, metadataShapes } from '../props/metadata.ts';
import { refuse } from '../props/refuse.ts';
import { anything, nameOrConstruct, type Shapes, text } from '../props/shape.ts';
import { type DatasourceLinks, linkProblems, linkShapes, links } from './links.ts';

/** What Grafana shows traces from, and where its provisioning finds that. */
export interface GrafanaDatasourceProps extends DatasourceLinks {
  /**
   * Namespace that Grafana runs in; its sidecar looks for data sources nowhere else unless told to.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /** Jaeger's query service, with the path that it is served under. */
  readonly query: Endpoint<'jaeger-query'>;
  /**
   * Name of the ConfigMap; the file in it is called after it.
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
   * Labels by which the sidecar finds the ConfigMap.
   *
   * @default { grafana_datasource: '1' }
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the ConfigMap.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

const shapes: Shapes<GrafanaDatasourceProps> = {
  ...metadataShapes,
  ...linkShapes,
  namespace: nameOrConstruct,
  query: anything,
  name: text,
  title: text,
  uid: text,
};

/**
 * A ConfigMap that the sidecar of Grafana's Helm charts reads a Jaeger data source from.
 *
 * @throws for an endpoint that is no Jaeger query, names and labels that Kubernetes refuses, a uid that Grafana refuses
 */
export class GrafanaDatasource extends Construct {
  /** Identity of the data source in Grafana. */
  readonly uid: string;
  /** Where Grafana sends its queries. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: GrafanaDatasourceProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const namespace = namespaceOf(this, props.namespace);
    const { name = 'jaeger-datasource', title = 'Jaeger', annotations } = props;
    const { uid = 'jaeger', labels = { [datasourceSidecarLabel]: '1' } } = props;
    refuse(
      this,
      endpointProblem('query', props.query, ['jaeger-query']) ?? wantsProblem('query', props.query),
      dnsSubdomainProblem('name', name),
      datasourceUidProblem(uid),
      typeof title !== 'string' || title.trim() === ''
        ? `title must be text that is not empty, got '${title}'`
        : undefined,
      Object.keys(labels).length === 0
        ? 'labels must hold the label that the sidecar looks for, got none'
        : undefined,
      ...metadataProblems({ labels, annotations }),
      ...linkProblems(props),
    );
    this.uid = uid;
    this.url = props.query.url(namespace);
    const datasource = {
      name: title,
      type: jaegerDatasourceType,
      uid,
      access: 'proxy',
      url: this.url,
      isDefault: false,
      editable: false,
      jsonData: { nodeGraph: { enabled: true }, ...links(props) },
    };
    const file = { apiVersion: 1, datasources: [escaped(datasource)] };
    kubeObject('ConfigMap', this, 'Resource', {
      metadata: { namespace, name, labels, annotations },
      data: { [`${name}.yaml`]: printYaml([file]) },
    });
    guarded(this);
  }
}

// grafana takes $ in provisioning files for environment variables (grafana issue 86604)
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}
