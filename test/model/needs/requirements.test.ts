import { expect, test } from 'vitest';
import { objectName } from '../../../src/model/kubernetes/objects.ts';
import { modelOf } from '../model-of.ts';

const needing = (annotation: string, name = 'a') =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: tracing, annotations: {cdk8s-tracing/requires: "${annotation}"}}}`;
const running = (image: string) =>
  `{kind: Deployment, metadata: {name: o, namespace: ops}, spec: {template: {spec: {containers: [{name: m, image: "${image}:1.0.0"}]}}}}`;

const requirementsOf = (...yaml: string[]) =>
  modelOf(...yaml).requirements.map(({ name, objects }) => [name, objects.map(objectName)]);
const saidIn = (...yaml: string[]) =>
  modelOf(...yaml)
    .requirements.filter(({ said }) => said)
    .map(({ name, objects }) => [name, objects.map(objectName)]);
/** What else is needed, namespaces aside. */
const namesOf = (...yaml: string[]) =>
  modelOf(...yaml)
    .requirements.map(({ name }) => name)
    .filter((name) => !name.startsWith('namespace/'));

test('what objects need is told once for each thing, with the objects', () => {
  const all = 'cert-manager,namespace/monitoring ,, secret/tls, something-else';
  expect(saidIn(needing(all), needing('cert-manager', 'b'))).toEqual([
    ['cert-manager', ['ConfigMap/tracing/a', 'ConfigMap/tracing/b']],
    ['namespace/monitoring', ['ConfigMap/tracing/a']],
    ['secret/tracing/tls', ['ConfigMap/tracing/a']],
    ['something-else', ['ConfigMap/tracing/a']],
  ]);
});

test('an object of Kubernetes without the annotation needs its namespace alone', () => {
  expect(requirementsOf('{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}')).toEqual([]);
  expect(requirementsOf(needing(''))).toEqual([['namespace/tracing', ['ConfigMap/tracing/a']]]);
});

test.each([
  ['cert-manager', running('quay.io/jetstack/cert-manager-controller')],
  [
    'cert-manager',
    '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: certificates.cert-manager.io}}',
  ],
  ['opentelemetry-operator', running('opentelemetry-operator')],
  ['jaeger-operator', running('quay.io/jaegertracing/jaeger-operator')],
  ['prometheus-operator', running('quay.io/prometheus-operator/prometheus-operator')],
  ['grafana-operator', running('ghcr.io/grafana/grafana-operator')],
  [
    'gateway-api',
    '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: httproutes.gateway.networking.k8s.io}}',
  ],
  ['namespace/monitoring', '{apiVersion: v1, kind: Namespace, metadata: {name: monitoring}}'],
  ['secret/tls', '{apiVersion: v1, kind: Secret, metadata: {name: tls, namespace: tracing}}'],
  [
    'secret/tls',
    '{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c, namespace: tracing}, spec: {secretName: tls}}',
  ],
])('what the manifests bring is not needed: %s', (requirement, brought) => {
  expect(saidIn(needing(requirement))).toHaveLength(1);
  expect(saidIn(needing(requirement), brought)).toEqual([]);
});

test.each([
  ['opentelemetry-operator', running('quay.io/jaegertracing/jaeger-operator')],
  ['jaeger-operator', running('opentelemetry-operator')],
  ['namespace/monitoring', '{apiVersion: v1, kind: Namespace, metadata: {name: other}}'],
  ['secret/tls', '{apiVersion: v1, kind: Secret, metadata: {name: tls, namespace: other}}'],
])('something else does not stand in for %s', (requirement, other) => {
  expect(saidIn(needing(requirement), other)).toHaveLength(1);
});

const jaeger = `
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec:
  strategy: streaming
  imagePullSecrets: [{name: registry}]
  volumes: [{name: ca, secret: {secretName: es-ca}}, {name: more, secret: {secretName: more, optional: true}}]
  ingress: {tls: [{secretName: ui-tls}]}
  collector: {kafkaSecretName: kafka}
  ingester: {kafkaSecretName: kafka}
  storage: {type: elasticsearch, secretName: es-login}`;

const collector = `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  env: [{name: A, valueFrom: {secretKeyRef: {name: vendor, key: key}}}]
  envFrom: [{secretRef: {name: all}}, {secretRef: {name: maybe, optional: true}}]
  volumes: [{name: v, projected: {sources: [{secret: {name: joined}}]}}]
  config: {receivers: {x: {secret: {name: none-of-kubernetes}}}}`;

const tracing = '{apiVersion: v1, kind: Namespace, metadata: {name: tracing}}';
const secrets = (...names: string[]) => names.map((name) => `secret/tracing/${name}`);

test('Secrets that pods of the tracing do not start without are needed, unless the manifests make them', () => {
  expect(namesOf(jaeger)).toEqual(['jaeger-operator', ...secrets('es-ca', 'es-login', 'kafka')]);
  expect(namesOf(collector)).toEqual([
    'opentelemetry-operator',
    ...secrets('vendor', 'all', 'joined'),
  ]);
  const makers = [
    '{apiVersion: v1, kind: Secret, metadata: {name: vendor, namespace: tracing}}',
    '{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: tracing}, spec: {target: {name: all}}}',
    '{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: joined, namespace: tracing}}',
  ];
  expect(namesOf(collector, ...makers)).toEqual([
    'opentelemetry-operator',
    'kind/ExternalSecret.external-secrets.io',
    'kind/SealedSecret.bitnami.com',
  ]);
});

/** A collector of the operator's that names a Secret and a ConfigMap, and one that may be missing. */
const naming = (secret: string, map: string, more = '') => `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  ${more}
  volumes: [{name: a, secret: {secretName: "${secret}"}}, {name: b, configMap: {name: "${map}"}}, {name: c, configMap: {name: maybe, optional: true}}]
  config: {receivers: {otlp: {protocols: {grpc: {}}}}, exporters: {debug: {}}, service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}}`;

test('ConfigMaps are needed as Secrets are, and what is put in its place later is not asked for', () => {
  const operator = 'opentelemetry-operator';
  expect(namesOf(naming('login', 'rules'))).toEqual([
    operator,
    'secret/tracing/login',
    'configmap/tracing/rules',
  ]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: of envsubst, not of JavaScript
  expect(namesOf(naming('${SECRET}', '{{ .Release.Name }}-rules'))).toEqual([operator]);
  const own = 'configmaps: [{name: extra, mountpath: /etc/extra}]';
  expect(namesOf(naming('login', 'rules', own))).toContain('configmap/tracing/extra');
  const rules = '{apiVersion: v1, kind: ConfigMap, metadata: {name: rules, namespace: tracing}}';
  expect(namesOf(naming('login', 'rules'), rules)).not.toContain('configmap/tracing/rules');
  const elsewhere = rules.replace('namespace: tracing', 'namespace: other');
  expect(namesOf(naming('login', 'rules'), elsewhere)).toContain('configmap/tracing/rules');
});

test.each([
  // of each namespace, and of OpenShift
  ['', 'kube-root-ca.crt', ''],
  ['', 'istio-ca-root-cert', ''],
  ['', 'openshift-service-ca.crt', ''],
  [
    'serving',
    '',
    '{apiVersion: v1, kind: Service, metadata: {name: s, namespace: tracing, annotations: {service.beta.openshift.io/serving-cert-secret-name: serving}}}',
  ],
  // by the name of the object, and by what it is told
  [
    'es-es-elastic-user',
    '',
    '{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: es, namespace: tracing}}',
  ],
  [
    'kafka-user',
    '',
    '{apiVersion: kafka.strimzi.io/v1beta2, kind: KafkaUser, metadata: {name: kafka-user, namespace: tracing}}',
  ],
  [
    'issued',
    '',
    '{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c, namespace: tracing}, spec: {secretName: issued}}',
  ],
  [
    'vault',
    '',
    '{apiVersion: secrets.hashicorp.com/v1beta1, kind: VaultStaticSecret, metadata: {name: v, namespace: tracing}, spec: {destination: {name: vault, create: true}}}',
  ],
  [
    '',
    'bundle',
    '{apiVersion: trust.cert-manager.io/v1alpha1, kind: Bundle, metadata: {name: bundle}}',
  ],
  // a Job that makes it, as charts do for webhooks
  [
    'hook',
    '',
    '{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: tracing}, spec: {template: {spec: {containers: [{name: c, image: certgen, args: [create, --secret-name=hook]}]}}}}',
  ],
  [
    'hook',
    '',
    '{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: tracing}, spec: {template: {spec: {containers: [{name: c, image: i, env: [{name: SECRET, value: hook}]}]}}}}',
  ],
  [
    'hook',
    '',
    `
{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: tracing}, spec: {template: {spec: {containers: [{name: c, image: i, command: [sh, /s/make.sh]}], volumes: [{name: s, configMap: {name: scripts}}]}}}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: scripts, namespace: tracing}, data: {make.sh: "kubectl create secret generic hook --from-literal=a=b"}}`,
  ],
  // an Ingress that cert-manager looks at
  [
    'ui-tls',
    '',
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: tracing, annotations: {cert-manager.io/cluster-issuer: ca}}, spec: {tls: [{secretName: ui-tls}]}}',
  ],
  // a copy
  [
    'copied',
    '',
    '{apiVersion: v1, kind: Secret, metadata: {name: copied, namespace: vault, annotations: {replicator.v1.mittwald.de/replicate-to: tracing}}}',
  ],
  [
    'copied',
    '',
    '{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c, namespace: vault}, spec: {secretName: copied, secretTemplate: {annotations: {reflector.v1.k8s.emberstack.com/reflection-auto-enabled: "true"}}}}',
  ],
  [
    'copied',
    '',
    '{apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: sync}, spec: {rules: [{name: r, generate: {kind: Secret, name: copied, clone: {namespace: vault, name: copied}}}]}}',
  ],
  // what the Jaeger operator makes
  [
    '',
    'jaeger-sampling-configuration',
    '{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: jaeger, namespace: tracing}}',
  ],
])('what comes by itself is no need: Secret "%s", ConfigMap "%s"', (secret, map, maker) => {
  const data = (...yaml: string[]) =>
    namesOf(naming(secret, map), ...yaml).filter((name) => /^(?:secret|configmap)/.test(name));
  if (maker !== '') {
    expect(data()).toEqual([
      secret === '' ? `configmap/tracing/${map}` : `secret/tracing/${secret}`,
    ]);
  }
  expect(data(...(maker === '' ? [] : [maker]))).toEqual([]);
});

test.each([
  // of another namespace
  '{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: login, namespace: other}}',
  // which reads it
  '{apiVersion: kafka.strimzi.io/v1beta2, kind: KafkaConnect, metadata: {name: c, namespace: tracing}, spec: {env: [{valueFrom: {secretKeyRef: {name: login, key: a}}}]}}',
  '{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: tracing}, spec: {template: {spec: {containers: [{name: c, image: i, envFrom: [{secretRef: {name: login}}]}]}}}}',
  // which is told another name
  '{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: tracing}, spec: {template: {spec: {containers: [{name: c, image: i, args: [create, secret, generic, login-page]}]}}}}',
  // which is not copied
  '{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c, namespace: other}, spec: {secretName: login}}',
  // a rule of a mesh that happens to have a part of the name
  '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: login, namespace: tracing}}',
  '{apiVersion: v1, kind: Service, metadata: {name: login, namespace: tracing}}',
])('something else does not make a Secret', (other) => {
  expect(namesOf(naming('login', ''), other)).toContain('secret/tracing/login');
});

test.each([
  ['opentelemetry.io/v1beta1', 'OpenTelemetryCollector', 'opentelemetry-operator'],
  ['opentelemetry.io/v1alpha1', 'Instrumentation', 'opentelemetry-operator'],
  ['jaegertracing.io/v1', 'Jaeger', 'jaeger-operator'],
  ['monitoring.coreos.com/v1', 'PodMonitor', 'prometheus-operator'],
  ['grafana.integreatly.org/v1beta1', 'GrafanaDatasource', 'grafana-operator'],
  ['cert-manager.io/v1', 'Certificate', 'cert-manager'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'gateway-api'],
  ['networking.istio.io/v1', 'VirtualService', 'kind/VirtualService.networking.istio.io'],
])(
  'an object needs who takes care of its kind, and its namespace: %s %s',
  (version, kind, need) => {
    const [group] = version.split('/');
    const resource = (namespace: string) =>
      `{apiVersion: ${version}, kind: ${kind}, metadata: {name: a, namespace: ${namespace}}}`;
    const names = (...yaml: string[]) => requirementsOf(...yaml).map(([name]) => name);
    expect(names(resource('tracing'))).toEqual([need, 'namespace/tracing']);
    expect(names(resource('default'), resource('kube-system'))).toEqual([need]);
    expect(names(resource('tracing'), tracing)).toEqual([need]);
    const definition = (of: string) =>
      `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.${group}}, spec: {group: ${group}, names: {kind: ${of}}}}`;
    expect(names(resource('default'), definition(kind))).toEqual([]);
    expect(names(resource('default'), definition('Other'))).toEqual([need]);
  },
);

test('what is said and what follows is one need', () => {
  const said = `{apiVersion: opentelemetry.io/v1alpha1, kind: Instrumentation, metadata: {name: a, namespace: tracing, annotations: {cdk8s-tracing/requires: "opentelemetry-operator, namespace/tracing"}}}`;
  const other = `{apiVersion: opentelemetry.io/v1alpha1, kind: Instrumentation, metadata: {name: b, namespace: tracing}}`;
  const all = ['Instrumentation/tracing/a', 'Instrumentation/tracing/b'];
  for (const yaml of [
    [said, other],
    [other, said],
  ]) {
    const { requirements } = modelOf(...yaml);
    expect(requirements.map(({ name, said: isSaid }) => [name, isSaid])).toEqual([
      ['opentelemetry-operator', true],
      ['namespace/tracing', true],
    ]);
    expect(requirements.map(({ objects }) => objects.map(objectName).sort())).toEqual([all, all]);
  }
});

test('objects of the whole cluster are in no namespace, and kinds of Kubernetes need nobody', () => {
  const role =
    '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a, namespace: tracing}}';
  const config = '{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization}';
  expect(requirementsOf(role, config)).toEqual([]);
});

test("the settings of Tekton's tracing need its namespace", () => {
  const settings =
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: config-tracing, namespace: tekton-pipelines}}';
  expect(requirementsOf(settings)).toEqual([
    ['namespace/tekton-pipelines', ['ConfigMap/tekton-pipelines/config-tracing']],
  ]);
});

test('a Thanos that is told its tracing needs the Secrets of its pods; other workloads are not ours to judge', () => {
  const workload = (argument: string) =>
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s, namespace: monitoring}, spec: {template: {spec: {containers: [{name: t, image: "quay.io/thanos/thanos:v0.42.4", args: [store, "${argument}"]}], volumes: [{name: v, secret: {secretName: thanos-objstore}}, {name: w, secret: {secretName: maybe, optional: true}}]}}}}`;
  expect(namesOf(workload('--tracing.config={}'))).toEqual(['secret/monitoring/thanos-objstore']);
  expect(namesOf(workload('--log.level=info'))).toEqual([]);
});

test('what an agent or a sidecar names is needed where the pods are that it comes into', () => {
  const instrumentation = `{apiVersion: opentelemetry.io/v1alpha1, kind: Instrumentation, metadata: {name: i, namespace: tracing}, spec: {env: [{name: A, valueFrom: {secretKeyRef: {name: token, key: a}}}]}}`;
  const shop = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop, namespace: shop}, spec: {template: {metadata: {annotations: {instrumentation.opentelemetry.io/inject-java: tracing/i}}, spec: {containers: [{name: shop, image: shop}]}}}}`;
  expect(namesOf(instrumentation)).toEqual(['opentelemetry-operator']);
  expect(requirementsOf(instrumentation, shop)).toContainEqual([
    'secret/shop/token',
    ['Deployment/shop/shop'],
  ]);
  const sidecar = naming('login', '', 'mode: sidecar');
  expect(namesOf(sidecar)).toEqual(['opentelemetry-operator']);
  const inSame = shop
    .replace('namespace: shop', 'namespace: tracing')
    .replace(/instrumentation\.[^}]+/, 'sidecar.opentelemetry.io/inject: otel');
  expect(namesOf(sidecar, inSame)).toContain('secret/tracing/login');
});

test('what no pod reads is not needed: of other agents, a target allocator that is off, and parts that a strategy has no pods of', () => {
  const variable = (name: string) =>
    `env: [{name: A, valueFrom: {secretKeyRef: {name: ${name}, key: a}}}]`;
  const agents = `{apiVersion: opentelemetry.io/v1alpha1, kind: Instrumentation, metadata: {name: i, namespace: shop}, spec: {java: {${variable('jvm')}}, python: {${variable('snake')}}}}`;
  const shop = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop, namespace: shop}, spec: {template: {metadata: {annotations: {instrumentation.opentelemetry.io/inject-python: "true"}}, spec: {containers: [{name: shop, image: shop}]}}}}`;
  expect(namesOf(agents, shop)).toEqual(['opentelemetry-operator', 'secret/shop/snake']);
  const allocator = (enabled: boolean) =>
    naming('', '', `targetAllocator: {enabled: ${enabled}, ${variable('allocator')}}`);
  expect(namesOf(allocator(true))).toContain('secret/tracing/allocator');
  expect(namesOf(allocator(false))).toEqual(['opentelemetry-operator']);
  const memory = jaeger
    .replace('strategy: streaming', 'strategy: allInOne')
    .replace('{type: elasticsearch, secretName: es-login}', '{type: memory}');
  expect(namesOf(memory)).toEqual(['jaeger-operator', ...secrets('es-ca')]);
});

test('what has no pods for now needs nothing of theirs', () => {
  const cleaner = (more: string) =>
    `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c, namespace: tracing}, spec: {${more}jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: "jaegertracing/jaeger-es-index-cleaner:1.65.0", args: ["7", "http://e:9200"], envFrom: [{secretRef: {name: login}}]}]}}}}}}`;
  expect(namesOf(cleaner(''))).toEqual(secrets('login'));
  expect(namesOf(cleaner('suspend: true, '))).toEqual([]);
  expect(namesOf(naming('login', '', 'replicas: 0'))).toEqual(['opentelemetry-operator']);
});

test('a Prometheus that is told of tracing needs the Secret that says it', () => {
  const ruler = `{apiVersion: monitoring.coreos.com/v1, kind: ThanosRuler, metadata: {name: r, namespace: monitoring}, spec: {tracingConfig: {name: tracing, key: a.yaml}}}`;
  expect(namesOf(ruler)).toEqual(['prometheus-operator', 'secret/monitoring/tracing']);
});
