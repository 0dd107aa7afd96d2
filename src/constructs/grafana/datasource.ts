import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  datasourcePluginProblem,
  datasourceSidecarLabel,
  datasourceUidProblem,
  grafanaApiGroup,
  jaegerDatasourceType,
} from '../../upstream/grafana/datasource.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { durationProblem } from '../../upstream/values/duration.ts';
import { printYaml } from '../../yaml.ts';
import { endpointProblem } from '../edge/endpoint.ts';
import { kubeObject } from '../kubernetes/kube-object.ts';
import { namespaceOf } from '../kubernetes/namespace.ts';
import { checkProps } from '../props/door.ts';
import { withExtra } from '../props/extra-spec.ts';
import { guarded } from '../props/guarded.ts';
import { metadataProblems } from '../props/metadata.ts';
import { oneOfProblem, ownedProblem, refuse, yamlProblem } from '../props/refuse.ts';
import { requires } from '../props/requires.ts';
import { accessFields, accessProblems, type SecretField } from './access.ts';
import { linkProblems, links } from './links.ts';
import {
  datasourceShapes,
  type GrafanaDatasourceProps,
  type GrafanaOperatorProps,
  type SpanBar,
} from './props.ts';

/**
 * A Jaeger data source of Grafana: in a ConfigMap that the sidecar of its Helm charts reads, or in a resource of the
 * grafana-operator.
 *
 * @throws for an endpoint that is no Jaeger query, names and labels that Kubernetes refuses, a uid that Grafana refuses, and
 *   settings that have no effect
 */
export class GrafanaDatasource extends Construct {
  /** Identity of the data source in Grafana. */
  readonly uid: string;
  /** Where Grafana sends its queries. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: GrafanaDatasourceProps) {
    super(scope, id);
    checkProps(this, datasourceShapes, props);
    const namespace = namespaceOf(this, props.namespace);
    const { name = 'jaeger-datasource', grafanaOperator, annotations } = props;
    const sidecar = grafanaOperator === undefined ? { [datasourceSidecarLabel]: '1' } : undefined;
    const { uid = 'jaeger', labels = sidecar } = props;
    refuse(
      this,
      endpointProblem('query', props.query, ['jaeger-query']),
      dnsSubdomainProblem('name', name),
      datasourceUidProblem(uid),
      ...problems(props),
      ...metadataProblems({ labels, annotations }),
    );
    this.uid = uid;
    this.url = props.query.url(namespace);
    const access = accessFields(props, props.query.access);
    const ours: Readonly<Record<string, unknown>> = { ...jsonData(props), ...access.jsonData };
    refuse(
      this,
      ownedProblem('extraJsonData', props.extraJsonData, { ...ownerOf(ours), ...ownedSettings }),
      yamlProblem('extraJsonData', props.extraJsonData),
    );
    const datasource = {
      name: props.title ?? 'Jaeger',
      type: jaegerDatasourceType,
      uid,
      access: 'proxy',
      url: this.url,
      isDefault: props.isDefault ?? false,
      ...access.fields,
      editable: false,
      jsonData: { ...ours, ...props.extraJsonData },
    };
    const metadata = { namespace, name, labels, annotations };
    const object = grafanaOperator
      ? new ApiObject(this, 'Resource', {
          apiVersion: `${grafanaApiGroup}/v1beta1`,
          kind: 'GrafanaDatasource',
          metadata,
          spec: imported(datasource, access.secrets, grafanaOperator),
        })
      : kubeObject('ConfigMap', this, 'Resource', {
          metadata,
          data: { [`${name}.yaml`]: file(datasource, access.secrets, props.secretsFolder) },
        });
    const needed = new Set(access.secrets.map(({ from }) => from.secretName));
    requires(object, ...[...needed].map((secret) => `secret/${secret}` as const));
    if (grafanaOperator) requires(object, 'grafana-operator');
    guarded(this);
  }
}

/** What props are there for, also where they are not set. */
const ownedSettings = {
  nodeGraph: 'nodeGraph',
  spanBar: 'spanBar',
  traceIdTimeParams: 'traceIdTimeParams',
  tracesToLogs: 'tracesToLogs',
  tracesToLogsV2: 'tracesToLogs',
  tracesToMetrics: 'tracesToMetrics',
  tracesToProfiles: 'tracesToProfiles',
};

function ownerOf(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(settings).map((key) => [key, key.startsWith('http') ? 'headers' : 'query']),
  );
}

// source: grafana-operator v5.24.0 api/v1beta1/common.go, whose pattern has no sign
function resyncProblem(period: string): string | undefined {
  const what = 'grafanaOperator.resyncPeriod';
  return (
    durationProblem(what, period) ??
    (/^\d.*\D$/.test(period)
      ? undefined
      : `${what} must be a Go duration with a unit and without a sign, such as 10m, got '${period}'`)
  );
}

function problems(props: GrafanaDatasourceProps): (string | undefined)[] {
  const { title, labels, grafanaOperator, secretsFolder } = props;
  return [
    title !== undefined && title.trim() === ''
      ? `title must be text that is not empty, got '${title}'`
      : undefined,
    grafanaOperator === undefined && labels !== undefined && Object.keys(labels).length === 0
      ? 'labels must hold the label that the sidecar looks for, got none'
      : undefined,
    grafanaOperator?.resyncPeriod === undefined
      ? undefined
      : resyncProblem(grafanaOperator.resyncPeriod),
    ...(grafanaOperator?.plugins ?? []).map(({ name, version }) =>
      datasourcePluginProblem('grafanaOperator.plugins', name, version),
    ),
    secretsFolder !== undefined && !/^(?:\/[\w.-]+)+$/.test(secretsFolder)
      ? `secretsFolder must be an absolute path without a slash at its end, such as /etc/secrets, got '${secretsFolder}'`
      : undefined,
    secretsFolder !== undefined && grafanaOperator !== undefined
      ? 'secretsFolder must not be set with grafanaOperator, which reads Secrets by itself'
      : undefined,
    ...spanBarProblems(props.spanBar),
    ...linkProblems(props),
    ...accessProblems(props),
  ];
}

function spanBarProblems(spanBar: SpanBar | undefined): (string | undefined)[] {
  if (spanBar === undefined) return [];
  const { type, tag } = spanBar;
  return [
    oneOfProblem('spanBar.type', type, ['None', 'Duration', 'Tag']),
    (type === 'Tag') === (tag !== undefined)
      ? undefined
      : `spanBar.tag must be set with type Tag alone, got ${tag ?? 'nothing'} with ${type}`,
  ];
}

function jsonData(props: GrafanaDatasourceProps): Record<string, unknown> {
  const { nodeGraph = true, spanBar, traceIdTimeParams } = props;
  return {
    nodeGraph: { enabled: nodeGraph },
    ...(spanBar && { spanBar }),
    ...(traceIdTimeParams !== undefined && { traceIdTimeParams: { enabled: traceIdTimeParams } }),
    ...links(props),
  };
}

/** The data source as the operator takes it: what is in Secrets goes in place of the key's name in the field that it is for. */
function imported(
  datasource: object,
  secrets: readonly SecretField[],
  {
    instanceSelector,
    allowCrossNamespaceImport,
    resyncPeriod,
    suspend,
    plugins,
  }: GrafanaOperatorProps,
) {
  return {
    instanceSelector,
    allowCrossNamespaceImport,
    resyncPeriod,
    suspend,
    plugins,
    // with its uid in it, which is deprecated: operators before 5.16 know no other place, and in the other one it can never be changed
    datasource: withSecrets(
      datasource,
      secrets,
      ({ from, prefix = '' }) => `${prefix}\${${from.key}}`,
    ),
    valuesFrom:
      secrets.length === 0
        ? undefined
        : secrets.map(({ path, from }) => ({
            targetPath: path.join('.'),
            valueFrom: { secretKeyRef: { name: from.secretName, key: from.key } },
          })),
  };
}

/** The data source as a file of Grafana's provisioning, which reads other files for what is in Secrets. */
function file(datasource: object, secrets: readonly SecretField[], folder = '/etc/secrets') {
  const read = withSecrets(
    escaped(datasource) as object,
    secrets,
    ({ from, prefix = '' }) => `${prefix}$__file{${folder}/${from.secretName}/${from.key}}`,
  );
  return printYaml([{ apiVersion: 1, datasources: [read] }]);
}

function withSecrets(
  datasource: object,
  secrets: readonly SecretField[],
  written: (field: SecretField) => string,
): object {
  return secrets.reduce(
    (all, field) =>
      withExtra(
        all,
        field.path.reduceRight<unknown>(
          (inner, key) => ({ [key]: inner }),
          written(field),
        ) as object,
      ),
    datasource,
  );
}

// grafana takes $ in provisioning files for environment variables (grafana issue 86604)
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}
