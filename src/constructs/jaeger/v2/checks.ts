import { receiverSlots } from '../../../upstream/collector/component-names.ts';
import { otlpProtocols } from '../../../upstream/edge/protocols.ts';
import { uiConfigProblem } from '../../../upstream/jaeger/ui/config.ts';
import { jaegerV2NameProblem } from '../../../upstream/jaeger/v2/names.ts';
import { cassandraServerProblem } from '../../../upstream/jaeger/v2/servers.ts';
import { imageProblem } from '../../../upstream/kubernetes/image.ts';
import { configFolder, configVolume } from '../../../upstream/otel-operator/collector-names.ts';
import { memoryProblem } from '../../../upstream/values/quantity.ts';
import { at } from '../../../upstream/values/unknown.ts';
import { metadataProblems } from '../../props/metadata.ts';
import {
  listProblem,
  nameOf,
  oneOfProblem,
  ownedProblem,
  refuse,
  wholeNumberProblem,
  yamlProblem,
} from '../../props/refuse.ts';
import { dependenciesProblem } from '../dependencies-job.ts';
import { kafkaProblems } from '../kafka.ts';
import { isShared, type JaegerV2Storage } from '../local-storage.ts';
import { receiverTlsProblems } from '../receiver-tls.ts';
import { sourceProblems } from '../sampling.ts';
import { gatewayProblems } from '../ui/gateway.ts';
import { ingressProblems } from '../ui/ingress.ts';
import { metricsProblems } from './metrics.ts';
import { partsOf } from './parts.ts';
import { partSpec } from './pod.ts';
import { podsProblems } from './pods/settings.ts';
import type { JaegerV2Role, NamedJaegerV2Props } from './props.ts';
import { storageReleaseProblems } from './release.ts';

const makers: Readonly<Record<JaegerV2Storage['type'], string>> = {
  elasticsearch: 'elasticsearch({ … })',
  opensearch: 'opensearch({ … })',
  cassandra: 'cassandra({ … })',
  clickhouse: 'clickhouse({ … })',
  grpc: 'remoteStorage({ … })',
  badger: 'badger({ … })',
  memory: 'memory()',
};

/**
 * Why a value is no storage of Jaeger v2; undefined when it is one.
 *
 * @param storage - as given, by whomever
 */
export function storageProblem(storage: unknown): string | undefined {
  return Object.hasOwn(makers, `${at(storage, 'type')}`)
    ? undefined
    : `storage must be made by one of ${Object.values(makers).join(', ')}, got ${nameOf(storage)}`;
}

/**
 * Checks the settings of a Jaeger v2, one by one and against each other.
 *
 * @throws naming the setting, the rule and the value
 */
export function checkJaegerV2Props(props: NamedJaegerV2Props): void {
  const { memoryLimit, queryMemoryLimit } = props;
  refuse(
    jaegerV2NameProblem('name', props.name),
    ...metadataProblems(props),
    oneOfProblem('layout', props.layout, ['split', 'one']),
    oneOfProblem('readiness', props.readiness, ['container', 'none']),
    listProblem('protocols', props.protocols, 'protocols'),
    ...receiverTlsProblems(props.receiverTls),
    props.receiverTls && !otlpProtocols.some((one) => props.protocols.includes(one))
      ? `receiverTls needs otlp-grpc or otlp-http among protocols, of which others show no certificates, got ${props.protocols.join(', ')}`
      : undefined,
    wholeNumberProblem('collectorReplicas', props.collectorReplicas, 1),
    wholeNumberProblem('queryReplicas', props.queryReplicas, 1),
    ...(['indexCleanerImage', 'rolloverImage', 'dependenciesImage'] as const).map((name) => {
      const image = props[name];
      return image === undefined ? undefined : imageProblem(name, image);
    }),
    memoryLimit === undefined ? undefined : memoryProblem('memoryLimit', memoryLimit),
    queryMemoryLimit === undefined
      ? undefined
      : memoryProblem('queryMemoryLimit', queryMemoryLimit),
  );
  refuse(
    ...props.protocols.map((one) => oneOfProblem('protocols', one, Object.keys(receiverSlots))),
    ...ingressProblems(props.ingress),
    ...gatewayProblems(props.gateway),
    ...kafkaProblems(props.kafka),
    ...sourceProblems(props.sampling),
    ...metricsProblems(props.metrics),
    yamlProblem('uiConfig', props.uiConfig, true),
    uiConfigProblem('uiConfig', props.uiConfig),
    ...layoutProblems(props),
    ...storageReleaseProblems(props.storage, props.version),
    ...storageUseProblems(props),
    ...extraProblems(props),
    ...podsProblems(props, (part) => takenIn(partSpec(props, part))),
  );
}

/** What the pods of a CR have of their own, beside their configuration. */
function takenIn(spec: ReturnType<typeof partSpec>) {
  const { env, volumes = [], volumeMounts = [], volumeClaimTemplates: claims = [], mode } = spec;
  const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  return {
    env: namesOf(env),
    volumes: [
      configVolume,
      ...namesOf(volumes),
      ...claims.flatMap(({ metadata }) => metadata?.name ?? []),
    ],
    mounts: [configFolder, ...volumeMounts.map(({ mountPath }) => mountPath)],
    security: spec.securityContext,
    mode,
  };
}

function layoutProblems(props: NamedJaegerV2Props): (string | undefined)[] {
  const { layout, storage, kafka, queryReplicas, queryMemoryLimit } = props;
  const local = !isShared(storage);
  const alone = (prop: string, value: unknown) =>
    layout === 'split' || value === undefined
      ? undefined
      : `${prop} must not be set with layout one, which has no query pods, got ${value}`;
  return [
    local && kafka
      ? `kafka needs storage that pods can share, such as elasticsearch, got ${storage.type}`
      : undefined,
    local && layout === 'split'
      ? `layout split needs storage that pods can share, such as elasticsearch, got ${storage.type}`
      : undefined,
    local && (props.collectorReplicas ?? 1) > 1
      ? `collectorReplicas must be 1 with storage ${storage.type}, of which each pod has its own, got ${props.collectorReplicas}`
      : undefined,
    kafka && layout === 'one'
      ? 'layout one must not be set with kafka, where one pod collects and another stores'
      : undefined,
    alone('queryReplicas', queryReplicas),
    alone('queryMemoryLimit', queryMemoryLimit),
  ];
}

/** Why Jaeger cannot use the storage so, undefined entries where it can. */
function storageUseProblems(props: NamedJaegerV2Props): (string | undefined)[] {
  const { storage, sampling, dependenciesImage: job } = props;
  const { type } = storage;
  return [
    job === undefined ? undefined : dependenciesProblem(storage, job),
    // source: jaeger v2.20.0 cmd/jaeger/internal/extension/jaegerstorage
    sampling?.adaptive && (type === 'grpc' || type === 'clickhouse')
      ? `sampling.adaptive needs storage that keeps what it computes, such as elasticsearch, got ${type}`
      : undefined,
    ...(type === 'cassandra'
      ? storage.servers.map((server) => {
          const problem = cassandraServerProblem(server);
          return problem && `storage.${problem}`;
        })
      : []),
  ];
}

const ownedFields = {
  config: 'extraConfig',
  image: 'image',
  mode: 'storage',
  replicas: 'collectorReplicas, queryReplicas or kafka',
  resources: 'memoryLimit or queryMemoryLimit',
};

/** Settings that the endpoints, the Services and the probe rely on. */
const ownedSettings = [
  ['extensions', 'jaeger_query', 'base_path'],
  ...listeners().map((path) => [...path, 'endpoint']),
];

function listeners(): string[][] {
  return [
    ...Object.values(receiverSlots).map(({ receiver, key }) =>
      key === undefined ? ['receivers', receiver] : ['receivers', receiver, 'protocols', key],
    ),
    ...['jaeger_query', 'remote_sampling'].flatMap((id) => [
      ['extensions', id, 'http'],
      ['extensions', id, 'grpc'],
    ]),
    ['extensions', 'healthcheckv2', 'http'],
  ];
}

function extraProblems(props: NamedJaegerV2Props): (string | undefined)[] {
  const roles = partsOf(props).map(({ role }) => role);
  return [
    yamlProblem('extraSpec', props.extraSpec),
    yamlProblem('extraConfig', props.extraConfig),
    rolesProblem('extraSpec', props.extraSpec, roles),
    rolesProblem('extraConfig', props.extraConfig, roles),
    ...roles.flatMap((role) => [
      ownedProblem(`extraSpec.${role}`, props.extraSpec?.[role], ownedFields),
      ...ownedSettings.map((path) =>
        at(props.extraConfig?.[role], ...path) === undefined
          ? undefined
          : `extraConfig.${role} must not set ${path.join('.')}, which endpoints rely on`,
      ),
    ]),
  ];
}

function rolesProblem(what: string, value: object | undefined, roles: readonly JaegerV2Role[]) {
  const stranger = Object.keys(value ?? {}).find((key) => !roles.some((role) => role === key));
  return stranger === undefined
    ? undefined
    : `${what} must be of ${roles.join(', ')}, the CRs that there are, got ${stranger}`;
}
