import { collector, deployment, each, head, service } from './pieces.ts';
import type { Series } from './series.ts';

const pipeline = (exporters: string) =>
  `receivers: {otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [${exporters}]}
`;

const jaeger = (index: number, spec: string) =>
  `${head('jaegertracing.io/v1', 'Jaeger', `jaeger-${index}`)}spec: ${spec}\n`;

const lintTexts: readonly Omit<Series, 'command'>[] = [
  {
    name: 'Jaegers with a mistake',
    text: (n) => each(n, (i) => jaeger(i, '{strategi: production}')),
  },
  {
    name: 'documents of one name',
    text: (n) => each(n, () => jaeger(0, '{strategy: production, storage: {type: memory}}')),
  },
  {
    name: 'items of a List',
    text: (n) =>
      `apiVersion: v1\nkind: List\nitems:\n${each(n, (i) => `- {apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: a${i}}, spec: {strategi: a}}\n`)}`,
  },
  {
    name: 'collectors, each with an exporter to the next',
    text: (n) =>
      each(n, (i) =>
        collector(
          `c${i}`,
          `${pipeline('otlp')}exporters: {otlp: {endpoint: 'c${i + 1}-collector:4317'}}\n`,
        ),
      ),
  },
  {
    name: 'exporters of a collector to Services that are missing',
    text: (n) =>
      collector(
        'gateway',
        `${pipeline(each(n, (i) => `otlp/${i}, `))}exporters:\n${each(n, (i) => `  otlp/${i}: {endpoint: 'jaeger-collectr${i}:4317'}\n`)}`,
      ),
  },
  {
    name: 'exporters of no pipeline',
    text: (n) =>
      collector(
        'gateway',
        `${pipeline('debug')}exporters:\n  debug: {}\n${each(n, (i) => `  otlp/${i}: {endpoint: a}\n`)}`,
      ),
  },
  {
    name: 'components of a pipeline that are not defined',
    text: (n) =>
      collector(
        'gateway',
        `exporters:\n${each(n, (i) => `  otlp/b${i}: {endpoint: 'a:1'}\n`)}${pipeline(each(n, (i) => `otlp/a${i}, `))}`,
      ),
  },
  {
    name: 'pipelines of a collector',
    text: (n) =>
      collector(
        'gateway',
        `receivers: {otlp: {protocols: {grpc: {}}}}\nexporters: {debug: {}}\nservice:\n  pipelines:\n${each(n, (i) => `    traces/${i}: {receivers: [otlp], processors: [batch], exporters: [debug]}\n`)}`,
      ),
  },
  {
    name: 'receivers of a collector on one port',
    text: (n) =>
      collector(
        'gateway',
        `receivers:\n${each(n, (i) => `  otlp/${i}: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}\n`)}exporters: {debug: {}}\nservice:\n  pipelines:\n    traces: {receivers: [${each(n, (i) => `otlp/${i}, `)}], exporters: [debug]}\n`,
      ),
  },
  {
    name: 'unknown settings of a component',
    text: (n) =>
      collector(
        'gateway',
        `${pipeline('otlp')}exporters:\n  otlp:\n    endpoint: a:1\n${each(n, (i) => `    endpont${i}: a\n`)}`,
      ),
  },
  {
    name: 'processors of a pipeline',
    text: (n) =>
      collector(
        'gateway',
        `receivers: {otlp: {protocols: {grpc: {}}}}\nprocessors:\n${each(n, (i) => `  batch/${i}: {}\n`)}exporters: {debug: {}}\nservice:\n  pipelines:\n    traces: {receivers: [otlp], processors: [${each(n, (i) => `batch/${i}, `)}], exporters: [debug]}\n`,
      ),
  },
  {
    name: 'connectors, each into the next pipeline',
    text: (n) =>
      collector(
        'gateway',
        `receivers: {otlp: {protocols: {grpc: {}}}}\nconnectors:\n${each(n, (i) => `  forward/${i}: {}\n`)}exporters: {debug: {}}\nservice:\n  pipelines:\n    traces: {receivers: [otlp], exporters: [forward/0]}\n${each(n, (i) => `    traces/${i}: {receivers: [forward/${i}], exporters: [${i + 1 < n ? `forward/${i + 1}` : 'debug'}]}\n`)}`,
      ),
  },
  {
    name: 'variables of a container, each made of the one before',
    text: (n) =>
      deployment(
        'app',
        `env:\n  - {name: V0, value: a}\n${each(n, (i) => `  - {name: V${i + 1}, value: 'x$(V${i})'}\n`)}  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://$(V${n}):4317'}\n`,
      ),
  },
  {
    name: 'variables that double each other',
    text: (n) =>
      deployment(
        'app',
        `env:\n  - {name: V0, value: abcdefgh}\n${each(n, (i) => `  - {name: V${i + 1}, value: '$(V${i})$(V${i})'}\n`)}  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://$(V${n}):4317'}\n`,
      ),
  },
  {
    name: 'variables of a collector that double each other in an endpoint',
    text: (n) =>
      `${collector('gateway', `${pipeline('otlp')}exporters: {otlp: {endpoint: '\${env:V${n}}:4317'}}\n`)}  env:\n    - {name: V0, value: abcdefgh}\n${each(n, (i) => `    - {name: V${i + 1}, value: '$(V${i})$(V${i})'}\n`)}`,
  },
  {
    name: 'variables of one name',
    text: (n) =>
      deployment(
        'app',
        `env:\n${each(n, (i) => `  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://a${i}:4317'}\n`)}`,
      ),
  },
  {
    name: 'arguments of a container',
    text: (n) =>
      deployment(
        'jaeger',
        `args:\n${each(n, (i) => `  - --collector.otlp.grpc.host-port=:${i}\n`)}`,
      ).replace('example.com/app:1', 'jaegertracing/all-in-one:1.65.0'),
  },
  {
    name: 'containers of a pod',
    text: (n) =>
      `${deployment('app', '')}${each(n, (i) => `        - {name: c${i}, image: 'a:1', env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://gatewy:4317'}]}\n`)}`,
  },
  {
    name: 'Services, and a sender to each',
    text: (n) =>
      each(
        n,
        (i) =>
          service(`s${i}`) +
          deployment(
            `d${i}`,
            `env:\n  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://s${i}:4317'}\n`,
          ),
      ),
  },
  {
    name: 'Services, and a sender that misspells each',
    text: (n) =>
      each(
        n,
        (i) =>
          service(`service${i}`) +
          deployment(
            `d${i}`,
            `env:\n  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://servise${i}:4317'}\n`,
          ),
      ),
  },
  {
    name: 'Services of one selector',
    text: (n) =>
      deployment('app', '') +
      each(
        n,
        (i) =>
          `${head('v1', 'Service', `s${i}`)}spec: {selector: {app: app}, ports: [{port: 4317}]}\n`,
      ),
  },
  {
    name: 'ports of a Service',
    text: (n) =>
      `${deployment('app', `env:\n  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://app:4319'}\n`)}${head('v1', 'Service', 'app')}spec:\n  selector: {app: app}\n  ports:\n${each(n, (i) => `    - {name: p${i}, port: ${i + 5000}}\n`)}`,
  },
  {
    name: 'namespaces, each with a stack',
    text: (n) =>
      each(
        n,
        (i) =>
          `${head('v1', 'Namespace', `n${i}`)}${head('jaegertracing.io/v1', 'Jaeger', 'jaeger', `n${i}`)}spec: {strategy: allInOne}\n`,
      ),
  },
  {
    name: 'Instrumentations, and workloads that ask for one',
    text: (n) =>
      each(
        n,
        (i) =>
          `${head('opentelemetry.io/v1alpha1', 'Instrumentation', `i${i}`)}spec: {exporter: {endpoint: 'http://collector:4317'}}\n${deployment(`d${i}`, '').replace('labels: {', `annotations: {instrumentation.opentelemetry.io/inject-java: i${i}x}, labels: {`)}`,
      ),
  },
  {
    name: 'workloads that leave the choice among Instrumentations',
    text: (n) =>
      each(
        n,
        (i) =>
          `${head('opentelemetry.io/v1alpha1', 'Instrumentation', `i${i}`)}spec: {exporter: {endpoint: 'http://collector:4317'}}\n${deployment(`d${i}`, '').replace('labels: {', `annotations: {instrumentation.opentelemetry.io/inject-java: 'true'}, labels: {`)}`,
      ),
  },
  {
    name: 'workloads that leave the choice among sidecars',
    text: (n) =>
      each(
        n,
        (i) =>
          `${collector(`c${i}`, `${pipeline('debug')}exporters: {debug: {}}\n`).replace('spec:\n', 'spec:\n  mode: sidecar\n')}${deployment(`d${i}`, '').replace('labels: {', `annotations: {sidecar.opentelemetry.io/inject: 'true'}, labels: {`)}`,
      ),
  },
  {
    name: 'annotations of an object',
    text: (n) =>
      `${jaeger(0, '{}').replace('namespace: tracing}', `namespace: tracing, annotations: {${each(n, (i) => `a${i}: b, `)}}}`)}`,
  },
  {
    name: 'keys of a ConfigMap with a dashboard or data source each',
    text: (n) =>
      `${head('v1', 'ConfigMap', 'grafana').replace('namespace:', 'labels: {grafana_datasource: "1"}, namespace:')}data:\n${each(n, (i) => `  d${i}.yaml: '{apiVersion: 1, datasources: [{name: a${i}, uid: u, type: jaeger, url: "http://jaegr-query:16686"}]}'\n`)}`,
  },
  {
    name: 'data sources of one file',
    text: (n) =>
      `${head('v1', 'ConfigMap', 'grafana').replace('namespace:', 'labels: {grafana_datasource: "1"}, namespace:')}data:\n  d.yaml: |\n    apiVersion: 1\n    datasources:\n${each(n, (i) => `      - {name: a, uid: u${i}, type: jaeger, url: "http://jaegr-query:16686", jsonData: {tracesToLogsV2: {datasourceUid: x${i}}}}\n`)}`,
  },
  {
    name: 'ConfigMaps that a container takes variables of',
    text: (n) =>
      each(
        n,
        (i) =>
          `${head('v1', 'ConfigMap', `m${i}`)}data: {OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4317'}\n`,
      ) + deployment('app', `envFrom:\n${each(n, (i) => `  - configMapRef: {name: m${i}}\n`)}`),
  },
  {
    name: 'volumes of a pod, and their mounts',
    text: (n) =>
      `${deployment('c', `args: [--config=/etc/a/b.yaml]\nvolumeMounts:\n${each(n, (i) => `  - {name: v${i}, mountPath: /etc/${i}}\n`)}`).replace('example.com/app:1', 'otel/opentelemetry-collector:0.158.0')}      volumes:\n${each(n, (i) => `        - {name: v${i}, configMap: {name: m${i}}}\n`)}`,
  },
  {
    name: 'fields of a CustomResourceDefinition, and an object of it',
    text: (n) =>
      `---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: jaegers.jaegertracing.io}\nspec:\n  group: jaegertracing.io\n  names: {kind: Jaeger, plural: jaegers}\n  scope: Namespaced\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n          properties:\n            spec:\n              type: object\n              properties:\n${each(n, (i) => `                field${i}: {type: string}\n`)}${jaeger(0, `{${each(n, (i) => `feld${i}: a, `)}}`)}`,
  },
  {
    name: 'rules of a ClusterRole',
    text: (n) =>
      `${head('rbac.authorization.k8s.io/v1', 'ClusterRole', 'r')}rules:\n${each(n, (i) => `  - {apiGroups: [''], resources: [r${i}], verbs: [get]}\n`)}${collector('gateway', `receivers: {k8s_events: {}}\nexporters: {debug: {}}\nservice: {pipelines: {logs: {receivers: [k8s_events], exporters: [debug]}}}\n`)}`,
  },
  {
    name: 'ClusterRoles, each bound to the account of a collector',
    text: (n) =>
      each(
        n,
        (i) =>
          `${head('rbac.authorization.k8s.io/v1', 'ClusterRole', `r${i}`)}rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]\n${head('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', `b${i}`)}roleRef: {kind: ClusterRole, name: r${i}}\nsubjects: [{kind: ServiceAccount, name: c${i}-collector, namespace: tracing}]\n${collector(`c${i}`, `receivers: {otlp: {protocols: {grpc: {}}}}\nprocessors: {k8s_attributes: {}}\nexporters: {debug: {}}\nservice: {pipelines: {traces: {receivers: [otlp], processors: [k8s_attributes], exporters: [debug]}}}\n`)}`,
      ),
  },
  {
    name: 'options of a Jaeger',
    text: (n) =>
      jaeger(0, `{allInOne: {options: {${each(n, (i) => `memory.max-trace${i}: 1, `)}}}}`),
  },
  {
    name: 'servers of an Elasticsearch',
    text: (n) =>
      jaeger(
        0,
        `{strategy: production, storage: {type: elasticsearch, options: {es: {server-urls: '${each(n, (i) => `http://e${i}:9200,`)}'}}}}`,
      ),
  },
  {
    name: 'webhooks of a configuration',
    text: (n) =>
      `---\napiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {name: w}\nwebhooks:\n${each(n, (i) => `  - {name: w${i}.opentelemetry.io, clientConfig: {service: {name: s${i}, namespace: tracing}}, sideEffects: None, admissionReviewVersions: [v1], rules: [{apiGroups: [opentelemetry.io], apiVersions: [v1beta1], resources: [opentelemetrycollectors], operations: [CREATE]}]}\n`)}`,
  },
  {
    name: 'objects of a kind that is not installed, and CRDs',
    text: (n) =>
      each(
        n,
        (i) =>
          `---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as${i}.opentelemetry.io}\nspec: {group: opentelemetry.io, scope: Namespaced, names: {kind: A${i}, plural: as${i}}, versions: []}\n`,
      ),
  },
  {
    name: 'deep maps',
    text: (n) =>
      jaeger(0, `${'{a: '.repeat(Math.min(n, 200))}1${'}'.repeat(Math.min(n, 200))}`).repeat(
        Math.max(1, n / 200),
      ),
  },
  {
    name: 'Thanos arguments',
    text: (n) =>
      deployment(
        'thanos',
        `args:\n  - sidecar\n${each(n, (i) => `  - --tracing.config=${i}\n`)}`,
      ).replace('example.com/app:1', 'quay.io/thanos/thanos:v0.38.0'),
  },
];

/** Ever more objects, and ever more parts of one. */
export const lintSeries: readonly Series[] = lintTexts.map((one) => ({ command: 'lint', ...one }));
