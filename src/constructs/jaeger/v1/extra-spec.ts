import type { JaegerSpec, JaegerSpecStorage } from '../../../../imports/jaegertracing.io.ts';
import { isIndexStorage } from '../../elasticsearch/storage.ts';
import type { Written } from '../../props/extra-spec.ts';
import { ownedProblem, yamlProblem } from '../../props/refuse.ts';
import type { JaegerProps } from './props.ts';
import { type JaegerRole, jaegerRoles, rolesOf, strategyOf } from './strategy.ts';

type Part<S, K extends keyof S, Owned extends PropertyKey> = Omit<
  Written<NonNullable<S[K]>>,
  Owned
>;

/** Fields about the number of pods. */
type ScaledField = 'replicas' | 'autoscale' | 'minReplicas' | 'maxReplicas';

/** Fields of a Jaeger's spec that no other prop sets, as the operator documents them. */
export type JaegerExtraSpec = Omit<
  Written<JaegerSpec>,
  'strategy' | 'ingress' | 'ui' | 'sampling' | 'storage' | 'resources' | JaegerRole
> & {
  /**
   * More fields of the collector.
   *
   * @default - none
   */
  readonly collector?: Part<
    JaegerSpec,
    'collector',
    ScaledField | 'options' | 'image' | 'resources'
  >;
  /**
   * More fields of the query service.
   *
   * @default - none
   */
  readonly query?: Part<
    JaegerSpec,
    'query',
    'replicas' | 'options' | 'tracingEnabled' | 'image' | 'resources'
  >;
  /**
   * More fields of the ingester, with `kafka`.
   *
   * @default - none
   */
  readonly ingester?: Part<
    JaegerSpec,
    'ingester',
    ScaledField | 'options' | 'image' | 'resources' | 'kafkaSecretName'
  >;
  /**
   * More fields of the only pod, with storage in memory or on Badger.
   *
   * @default - none
   */
  readonly allInOne?: Part<
    JaegerSpec,
    'allInOne',
    'options' | 'tracingEnabled' | 'image' | 'resources'
  >;
  /**
   * More fields of the Ingress, where there is one.
   *
   * @default - none
   */
  readonly ingress?: Part<
    JaegerSpec,
    'ingress',
    'enabled' | 'hosts' | 'ingressClassName' | 'tls' | 'annotations'
  >;
  /**
   * More fields of the jobs that maintain the storage.
   *
   * @default - none
   */
  readonly storage?: {
    readonly esIndexCleaner?: Part<JaegerSpecStorage, 'esIndexCleaner', 'numberOfDays'>;
    readonly esRollover?: Written<JaegerSpecStorage['esRollover']>;
    readonly dependencies?: Part<JaegerSpecStorage, 'dependencies', 'enabled' | 'image'>;
  };
};

/** Why the extra spec of a Jaeger sets what other props are there for, or has no effect; undefined entries where it does not. */
export function extraSpecProblems(props: JaegerProps): (string | undefined)[] {
  const { extraSpec, ingress, storage } = props;
  const cleaner = {
    numberOfDays: 'storage.retentionDays',
    ...(isIndexStorage(storage) &&
      storage.retentionDays !== undefined && { enabled: 'storage.retentionDays' }),
  };
  const rolls = isIndexStorage(storage) && storage.rotation?.manualRollover !== undefined;
  const roles = rolesOf(props);
  const stranger = jaegerRoles.find(
    (role) => extraSpec?.[role] !== undefined && !roles.includes(role),
  );
  return [
    yamlProblem('extraSpec', extraSpec),
    extraSpec !== undefined && Object.hasOwn(extraSpec, 'strategy')
      ? `extraSpec must not set strategy, which is ${strategyOf(props)} here`
      : undefined,
    stranger === undefined
      ? undefined
      : `extraSpec.${stranger} must not be set with strategy ${strategyOf(props)}, which has pods of ${roles.join(', ')}`,
    ownedProblem('extraSpec', extraSpec, {
      resources: 'pods.all.resources',
      ui: 'uiConfig',
      sampling: 'sampling',
    }),
    ...roles.map((role) => ownedProblem(`extraSpec.${role}`, extraSpec?.[role], roleOwners[role])),
    props.kafka === undefined
      ? undefined
      : ownedProblem('extraSpec.collector', extraSpec?.collector, kafkaOwners),
    ownedProblem('extraSpec.ingress', extraSpec?.ingress, ingressOwners),
    ownedProblem('extraSpec.storage', extraSpec?.storage, storageOwners),
    ownedProblem('extraSpec.storage.esIndexCleaner', extraSpec?.storage?.esIndexCleaner, cleaner),
    ownedProblem(
      'extraSpec.storage.esRollover',
      extraSpec?.storage?.esRollover,
      rolls ? rolloverOwners : {},
    ),
    ownedProblem('extraSpec.storage.dependencies', extraSpec?.storage?.dependencies, jobOwners),
    extraSpec?.ingress && !ingress
      ? 'extraSpec.ingress must not be set without the prop ingress, there is none to add to'
      : undefined,
    extraSpec?.storage?.dependencies && !props.operatorDependencies && !props.dependenciesImage
      ? 'extraSpec.storage.dependencies must not be set without the prop dependenciesImage, there is no such job'
      : undefined,
  ];
}

/** Props by the fields of a component that they are there for. */
type Owners = Readonly<Record<string, string>>;

const kafkaOwners: Owners = { kafkaSecretName: 'kafka.secretName' };

const roleOwners: Readonly<Record<JaegerRole, Owners>> = {
  collector: {
    ...componentOwners('collector', 'collectorReplicas'),
    ...scalingOwners('collector'),
  },
  query: { ...componentOwners('query', 'queryReplicas'), tracingEnabled: 'queryTracing' },
  ingester: {
    ...componentOwners('ingester', 'kafka.ingesterReplicas'),
    ...scalingOwners('ingester'),
    ...kafkaOwners,
  },
  allInOne: {
    ...componentOwners('allInOne'),
    options: 'collectorOptions or queryOptions',
    tracingEnabled: 'queryTracing',
  },
};

function componentOwners(component: JaegerRole, replicas?: string): Owners {
  return {
    ...(replicas && { replicas }),
    options: `${component}Options`,
    image: `pods.${component}.image`,
    resources: `pods.${component}.resources`,
  };
}

function scalingOwners(component: JaegerRole): Owners {
  const owner = `pods.${component}.autoscaler`;
  return { autoscale: owner, minReplicas: owner, maxReplicas: owner };
}

const ingressOwners: Readonly<Record<string, string>> = {
  enabled: 'ingress',
  hosts: 'ingress.hosts',
  ingressClassName: 'ingress.ingressClassName',
  tls: 'ingress.tlsSecretName',
  annotations: 'ingress.annotations',
};

const storageOwners: Readonly<Record<string, string>> = {
  type: 'storage',
  options: 'storage',
  secretName: 'storage.secretName',
  elasticsearch: 'storage',
  cassandraCreateSchema: 'storage',
  grpcPlugin: 'storage',
};

const rolloverOwners: Readonly<Record<string, string>> = {
  conditions: 'storage.rotation',
  schedule: 'storage.rotation',
  readTTL: 'storage.retentionDays',
};

const jobOwners: Readonly<Record<string, string>> = {
  enabled: 'dependenciesImage',
  image: 'dependenciesImage',
};
