import type { JaegerRoleName } from '../../model/jaeger/roles.ts';
import type { KubeObject, ObjectIndex } from '../../model/kubernetes/objects.ts';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import { takesOtlp } from '../../upstream/jaeger/images.ts';
import type { JaegerStorageType, JaegerStrategy } from '../../upstream/jaeger/names.ts';
import { type Ledger, MigrationError } from '../account/ledger.ts';
import { flagValue, type Source, type SourceRole } from './component.ts';
import type { PlainRole } from './plain-role.ts';
import { environmentOf, metricsKey, optionsOf } from './workload-flags.ts';
import { accountOf, containerOf, podOf, tellWorkload } from './workload-pods.ts';

/**
 * Reads the components of Jaeger v1 that workloads run as one Jaeger.
 *
 * @throws MigrationError if they are none, or their storage cannot be told
 */
export function readWorkloads(
  roles: readonly [PlainRole, ...PlainRole[]],
  namespace: string,
  ledgerOf: (object: KubeObject) => Ledger,
  objects: ObjectIndex,
): Source {
  const [first] = roles;
  for (const name of roles.map(({ name }) => name)) {
    const same = roles.filter((role) => role.name === name);
    if (same.length > 1) {
      const names = same.map(({ object }) => `${object.kind} ${object.name}`).join(' and ');
      throw new MigrationError(
        first.object,
        ['metadata'],
        `there are several ${name}s, ${names}; give one Jaeger at a time`,
      );
    }
  }
  const strategy = strategyOf(roles);
  return {
    name: nameOf(first),
    namespace,
    strategy,
    ...storageOf(roles),
    roles: roles.map((role) => readRole(role, ledgerOf(role.object), objects)),
    receivers: [],
    releaseIngress: [],
    stillReceiving: [],
    removal: [],
    refusal: (reason) => new MigrationError(first.object, first.path, reason),
  };
}

function strategyOf(roles: readonly PlainRole[]): JaegerStrategy {
  const has = (name: JaegerRoleName) => roles.some((role) => role.name === name);
  if (has('allInOne')) return 'allInOne';
  const [first] = roles;
  for (const name of ['collector', 'query'] as const) {
    if (has(name) || first === undefined) continue;
    throw new MigrationError(
      first.object,
      ['metadata'],
      `there is ${roles.map((role) => role.name).join(' and ')} of a Jaeger v1, but no ${name}: give the manifests of all components`,
    );
  }
  return has('ingester') ? 'streaming' : 'production';
}

function nameOf({ object, name }: PlainRole): string {
  const suffix = name === 'allInOne' ? /-all-?in-?one$/ : new RegExp(`-${name}$`);
  return object.name.replace(suffix, '') || object.name;
}

/** Where spans are kept: what writes says it, behind Kafka the ingester. */
function storageOf(roles: readonly PlainRole[]): Pick<Source, 'storage' | 'backend'> {
  const order: readonly JaegerRoleName[] = ['ingester', 'allInOne', 'query', 'collector'];
  const role = order
    .map((name) => roles.find((one) => one.name === name))
    .find((one): one is PlainRole => one !== undefined);
  const storage: JaegerStorageType | undefined = role?.storage;
  if (role === undefined || storage === undefined) {
    const one = role ?? roles[0];
    throw new MigrationError(
      one?.object as KubeObject,
      one?.path ?? [],
      'SPAN_STORAGE_TYPE must be set to one storage in the manifests, or it is unknown where spans are',
    );
  }
  const type = role.options.get('span-storage.type');
  return { storage, backend: type === 'opensearch' ? 'opensearch' : undefined };
}

function readRole(role: PlainRole, ledger: Ledger, objects: ObjectIndex): SourceRole {
  const { workload, container } = role;
  tellWorkload(workload, ledger);
  const options = optionsOf(role, ledger);
  const metrics = options.find(({ key }) => key === metricsKey)?.value;
  const flags = options.filter(({ key }) => key !== metricsKey);
  const receives = role.name === 'collector' || role.name === 'allInOne';
  return {
    name: role.name,
    options: flags,
    pod: [
      ...podOf(workload, ledger),
      ...accountOf(workload, ledger, objects),
      ...containerOf(container, ledger),
      ...environmentOf(container, ledger),
    ],
    protocols: receives ? protocolsOf({ options: flags }, role.version) : undefined,
    version: role.version,
    metrics,
  };
}

function protocolsOf(
  role: Pick<SourceRole, 'options'>,
  version: string | undefined,
): ReceiverProtocol[] {
  return [
    ...(takesOtlp(version, flagValue(role, 'collector.otlp.enabled'))
      ? (['otlp-grpc', 'otlp-http'] as const)
      : []),
    'jaeger-grpc',
    'jaeger-thrift-http',
    ...(flagValue(role, 'collector.zipkin.host-port') ? (['zipkin'] as const) : []),
  ];
}
