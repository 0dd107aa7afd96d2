import type { Jaeger } from '../../model/jaeger/instances.ts';
import type { JaegerRole, PlacedOption } from '../../model/jaeger/roles.ts';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import { jaegerNames } from '../../upstream/jaeger/names.ts';
import { defaultMaxReplicas } from '../../upstream/jaeger/objects.ts';
import { at, isRecord, list, number, own, record, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Ledger } from '../account/ledger.ts';
import {
  type Autoscaling,
  flagValue,
  type PodField,
  type PodSetting,
  type Source,
  type SourceOption,
  type SourceRole,
} from './component.ts';

/** Reads a `Jaeger` as its operator does, for what becomes of it. */
export function readSource(jaeger: Jaeger, namespace: string, ledger: Ledger): Source {
  return {
    name: jaeger.name,
    namespace,
    strategy: jaeger.strategy.strategy,
    storage: jaeger.strategy.storage,
    secretName: text(at(jaeger.spec, 'storage', 'secretName')) || undefined,
    receivers: [jaegerNames(jaeger.name).collectorService],
    releaseIngress: [
      `kubectl -n ${namespace} patch jaeger/${jaeger.name} --type=merge -p '{"spec":{"ingress":{"enabled":false}}}'`,
    ],
    stillReceiving: [
      `kubectl get --raw /api/v1/namespaces/${namespace}/services/${jaegerNames(jaeger.name).collectorService}:14269/proxy/metrics | grep ^jaeger_collector_spans_received_total`,
    ],
    removal: [`kubectl -n ${namespace} delete jaeger/${jaeger.name}`],
    refusal: (reason) => ledger.at(['spec', 'storage', 'type']).refusal(reason),
    roles: jaeger.roles.map((role) => {
      const options = optionsOf(role, ledger);
      const receives = role.name === 'collector' || role.name === 'allInOne';
      return {
        name: role.name,
        options,
        pod: podOf(jaeger, role, ledger),
        protocols: receives ? protocolsOf({ options }) : undefined,
        version: role.version ?? jaeger.version,
        metrics: text(at(role.value, 'metricsStorage', 'type')),
        autoscaling: autoscalingOf(jaeger, role, ledger),
      };
    }),
  };
}

function optionsOf(role: JaegerRole, ledger: Ledger): SourceOption[] {
  const winners = new Map<string, PlacedOption>();
  for (const option of [...role.inherited, ...role.own]) {
    const before = winners.get(option.key);
    if (before) ledger.at(before.path).dropped(`${option.path.join('.')} takes precedence`);
    winners.set(option.key, option);
  }
  return [...winners.values()].map(({ key, value, path }) => ({
    key,
    value: typeof value === 'string' ? value : value.join(','),
    mark: ledger.at(path),
  }));
}

// the operator's names and those of the OpenTelemetryCollector
const single: readonly (readonly [string, PodField])[] = [
  ['affinity', 'affinity'],
  ['securityContext', 'podSecurityContext'],
  ['containerSecurityContext', 'securityContext'],
  ['serviceAccount', 'serviceAccount'],
  ['imagePullPolicy', 'imagePullPolicy'],
];
const ofRole: readonly (readonly [string, PodField])[] = [
  ['replicas', 'replicas'],
  ['priorityClassName', 'priorityClassName'],
  ['strategy', 'deploymentUpdateStrategy'],
  ['lifecycle', 'lifecycle'],
  ['terminationGracePeriodSeconds', 'terminationGracePeriodSeconds'],
];
const mappings: readonly (readonly [Path, PodField])[] = [
  [['annotations'], 'podAnnotations'],
  [['labels'], 'labels'],
  [['resources', 'limits'], 'limits'],
  [['resources', 'requests'], 'requests'],
];
const lists: readonly PodField[] = ['volumes', 'volumeMounts', 'tolerations', 'imagePullSecrets'];
/** Lists of which the operator keeps the first entry of a name only. */
const namedLists: readonly PodField[] = ['volumes', 'volumeMounts', 'imagePullSecrets'];

/**
 * What the pods of a component get: its own settings, then those of the whole instance.
 *
 * Source: jaeger-operator v1.65.0 pkg/util/util.go.
 */
function podOf(jaeger: Jaeger, role: JaegerRole, ledger: Ledger): PodSetting[] {
  return settingsOf(jaeger.object.value, [role.path, ['spec']], ledger).concat(
    ofRole.flatMap(([name, field]) => {
      const value = own(role.value, name) ?? undefined;
      return value === undefined ? [] : [{ field, value, mark: ledger.at([...role.path, name]) }];
    }),
    Object.entries(record(own(role.value, 'nodeSelector'))).map(([key, value]) => ({
      field: 'nodeSelector',
      key,
      value,
      mark: ledger.at([...role.path, 'nodeSelector', key]),
    })),
    kafkaSecret(role, ledger),
  );
}

/** What pods get from several parts of a CR, the most special one first. */
export function settingsOf(object: unknown, parts: readonly Path[], ledger: Ledger): PodSetting[] {
  const found: PodSetting[] = [];
  const add = (field: PodField, path: Path, key?: string, name?: unknown) => {
    const value = at(object, ...path);
    if (value === undefined || value === null) return;
    const mark = ledger.at(path);
    const known = found.some(
      (one) =>
        one.field === field &&
        one.key === key &&
        (name === undefined || own(one.value, 'name') === name),
    );
    if (known && !(key === undefined && name === undefined && lists.includes(field))) {
      mark.dropped('a more specific setting, or an earlier one, takes precedence');
    } else found.push({ field, key, value, mark });
  };
  for (const part of parts) {
    for (const [name, field] of single) add(field, [...part, name]);
    for (const [path, field] of mappings) {
      const whole = [...part, ...path];
      for (const key of Object.keys(record(at(object, ...whole)))) add(field, [...whole, key], key);
    }
    for (const field of lists) {
      list(at(object, ...part, field)).forEach((item, index) => {
        const name = namedLists.includes(field) ? own(item, 'name') : undefined;
        add(field, [...part, field, index], undefined, name);
      });
    }
  }
  return found;
}

function kafkaSecret({ value, path }: JaegerRole, ledger: Ledger): PodSetting[] {
  const name = own(value, 'kafkaSecretName');
  if (typeof name !== 'string' || name === '') return [];
  const mark = ledger.at([...path, 'kafkaSecretName']);
  return [{ field: 'envFrom', value: { secretRef: { name } }, mark }];
}

// source: jaeger-operator v1.65.0 pkg/deployment/autoscale.go
const utilization = 90;

function autoscalingOf(
  { spec }: Jaeger,
  { name, value, path }: JaegerRole,
  ledger: Ledger,
): Autoscaling | undefined {
  if (name !== 'collector' && name !== 'ingester') return undefined;
  const fields = ['autoscale', 'minReplicas', 'maxReplicas'].filter((key) =>
    Object.hasOwn(value, key),
  );
  const mark = ledger.at(...fields.map((key) => [...path, key]));
  if ((own(value, 'replicas') ?? undefined) !== undefined) {
    mark.dropped('with replicas the operator makes no autoscaler');
    return undefined;
  }
  if (own(value, 'autoscale') === false) {
    mark.dropped('Jaeger v2 has no autoscaler either');
    return undefined;
  }
  const requests = [own(value, 'resources'), own(spec, 'resources')].some(
    (resources) => isRecord(own(resources, 'requests')) || isRecord(own(resources, 'limits')),
  );
  if (!requests) {
    mark.dropped('an autoscaler does nothing for pods that request no resources');
    return undefined;
  }
  mark.carried('spec.autoscaler');
  return {
    minReplicas: number(own(value, 'minReplicas')),
    maxReplicas: number(own(value, 'maxReplicas')) ?? defaultMaxReplicas,
    cpu: utilization,
    memory: utilization,
  };
}

/** Protocols that what takes spans does, which the operator tells to take Zipkin's too (jaeger-operator v1.65.0 pkg/deployment/collector.go). */
function protocolsOf(role: Pick<SourceRole, 'options'>): ReceiverProtocol[] {
  const otlp = flagValue(role, 'collector.otlp.enabled') !== 'false';
  return [
    ...(otlp ? (['otlp-grpc', 'otlp-http'] as const) : []),
    'jaeger-grpc',
    'jaeger-thrift-http',
    'zipkin',
  ];
}
