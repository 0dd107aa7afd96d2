import type { JaegerSpec, JaegerSpecStorage } from '../../../../imports/jaegertracing.io.ts';
import type { Written } from '../../props/extra-spec.ts';
import { ownedProblem, yamlProblem } from '../../props/refuse.ts';
import type { JaegerProps } from './instance.ts';

type Part<S, K extends keyof S, Owned extends PropertyKey> = Omit<
  Written<NonNullable<S[K]>>,
  Owned
>;

/** What no other prop is there for in a Jaeger's spec, as the operator documents it. */
export type JaegerExtraSpec = Omit<
  Written<JaegerSpec>,
  'strategy' | 'ingress' | 'collector' | 'query' | 'storage' | 'resources'
> & {
  /**
   * More of the collector.
   *
   * @default - nothing
   */
  readonly collector?: Part<
    JaegerSpec,
    'collector',
    'replicas' | 'options' | 'image' | 'resources' | 'autoscale' | 'minReplicas' | 'maxReplicas'
  >;
  /**
   * More of the query service.
   *
   * @default - nothing
   */
  readonly query?: Part<
    JaegerSpec,
    'query',
    'replicas' | 'options' | 'tracingEnabled' | 'image' | 'resources'
  >;
  /**
   * More of the Ingress, where there is one.
   *
   * @default - nothing
   */
  readonly ingress?: Part<JaegerSpec, 'ingress', 'enabled' | 'hosts' | 'ingressClassName' | 'tls'>;
  /**
   * More of the jobs that look after the storage.
   *
   * @default - nothing
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
    numberOfDays: 'storage, retentionDays',
    ...(storage?.retentionDays !== undefined && { enabled: 'storage, retentionDays' }),
  };
  const rollover =
    storage?.type !== 'cassandra' && storage?.rotation?.manualRollover !== undefined
      ? rolloverOwners
      : {};
  return [
    yamlProblem('extraSpec', extraSpec),
    extraSpec !== undefined && Object.hasOwn(extraSpec, 'strategy')
      ? 'extraSpec must not set strategy, which is production here'
      : undefined,
    ownedProblem('extraSpec', extraSpec, { resources: 'pods.all.resources' }),
    ownedProblem('extraSpec.collector', extraSpec?.collector, {
      ...componentOwners('collector'),
      autoscale: 'pods.collector.autoscaler',
      minReplicas: 'pods.collector.autoscaler',
      maxReplicas: 'pods.collector.autoscaler',
    }),
    ownedProblem('extraSpec.query', extraSpec?.query, {
      ...componentOwners('query'),
      tracingEnabled: 'queryTracing',
    }),
    ownedProblem('extraSpec.ingress', extraSpec?.ingress, ingressOwners),
    ownedProblem('extraSpec.storage', extraSpec?.storage, storageOwners),
    ownedProblem('extraSpec.storage.esIndexCleaner', extraSpec?.storage?.esIndexCleaner, cleaner),
    ownedProblem('extraSpec.storage.esRollover', extraSpec?.storage?.esRollover, rollover),
    ownedProblem('extraSpec.storage.dependencies', extraSpec?.storage?.dependencies, jobOwners),
    extraSpec?.ingress && !ingress
      ? 'extraSpec.ingress must not be set without the prop ingress, there is none to add to'
      : undefined,
    extraSpec?.storage?.dependencies && !props.operatorDependencies && !props.dependenciesImage
      ? 'extraSpec.storage.dependencies must not be set without the prop dependenciesImage, there is no such job'
      : undefined,
  ];
}

function componentOwners(component: 'collector' | 'query'): Readonly<Record<string, string>> {
  return {
    replicas: `${component}Replicas`,
    options: `${component}Options`,
    image: `pods.${component}.image`,
    resources: `pods.${component}.resources`,
  };
}

const ingressOwners: Readonly<Record<string, string>> = {
  enabled: 'ingress',
  hosts: 'ingress, hosts',
  ingressClassName: 'ingress, ingressClassName',
  tls: 'ingress, tlsSecretName',
};

const storageOwners: Readonly<Record<string, string>> = {
  type: 'storage',
  options: 'storage',
  secretName: 'storage, secretName',
  elasticsearch: 'storage',
  cassandraCreateSchema: 'storage',
  grpcPlugin: 'storage',
};

const rolloverOwners: Readonly<Record<string, string>> = {
  conditions: 'storage, rotation',
  schedule: 'storage, rotation',
  readTTL: 'storage, retentionDays',
};

const jobOwners: Readonly<Record<string, string>> = {
  enabled: 'dependenciesImage',
  image: 'dependenciesImage',
};
