import type { JaegerSpec } from '../../../../../imports/jaegertracing.io.ts';
import { at } from '../../../../upstream/values/unknown.ts';
import { type CassandraStorage, cassandra, cassandraCa } from '../../../cassandra/storage.ts';
import { indexAccess } from '../../../elasticsearch/access.ts';
import {
  checkedIndexStorage,
  type IndexStorage,
  isIndexStorage,
} from '../../../elasticsearch/storage.ts';
import type { Written } from '../../../props/extra-spec.ts';
import { nameOf } from '../../../props/refuse.ts';
import {
  type BadgerStorage,
  badger,
  isShared,
  type MemoryStorage,
  memory,
} from '../../local-storage.ts';
import { cassandraStorageProblems, cassandraStorageSpec } from './cassandra.ts';
import { indexStorageProblems, indexStorageSpec } from './indices.ts';
import { badgerStorageSpec, memoryStorageSpec } from './local.ts';

/** Storages that Jaeger v1 keeps spans in. */
export type JaegerStorage = IndexStorage | CassandraStorage | MemoryStorage | BadgerStorage;

/** Who decides about the job that computes the service graph. */
interface DependenciesProps {
  readonly dependenciesImage?: string;
  readonly operatorDependencies?: boolean;
}

const makers: Readonly<Record<JaegerStorage['type'], string>> = {
  elasticsearch: 'elasticsearch({ … })',
  opensearch: 'opensearch({ … })',
  cassandra: 'cassandra({ … })',
  badger: 'badger({ … })',
  memory: 'memory()',
};

/** Storages that Jaeger v2 alone has, and why. */
const ofJaegerV2: Readonly<Record<string, string>> = {
  // source: jaeger-operator v1.65.0 apis/v1/jaeger_types.go; jaeger#5388
  grpc: 'over gRPC, the operator supports plugins only, which Jaeger dropped in 1.58',
  clickhouse: 'Jaeger v1 has no ClickHouse storage',
};

/**
 * Why a value is no storage of Jaeger v1; undefined when it is one.
 *
 * @param storage - as given, by whomever
 */
export function storageTypeProblem(storage: unknown): string | undefined {
  const type = `${at(storage, 'type')}`;
  if (Object.hasOwn(makers, type)) return undefined;
  return Object.hasOwn(ofJaegerV2, type)
    ? `storage ${type} needs jaegerV2: ${ofJaegerV2[type]}`
    : `storage must be made by one of ${Object.values(makers).join(', ')}, got ${nameOf(storage)}`;
}

/** Storage that is checked once more, since a plain object passes for it too. */
export function checkedStorage(storage: JaegerStorage): JaegerStorage {
  switch (storage.type) {
    case 'cassandra':
      return cassandra(storage);
    case 'badger':
      return badger(storage);
    case 'memory':
      return memory(storage);
    default:
      return checkedIndexStorage(storage);
  }
}

/** Why Jaeger v1 cannot do what a storage says, undefined entries where it can. */
export function storageProblems(storage: JaegerStorage): (string | undefined)[] {
  if (storage.type === 'cassandra') return cassandraStorageProblems(storage);
  return isIndexStorage(storage) ? indexStorageProblems(storage) : [];
}

/** The storage of a Jaeger's spec. */
export function storageSpec(
  storage: JaegerStorage,
  dependencies: DependenciesProps,
): Written<JaegerSpec['storage']> {
  // the operator looks at that job with storages alone that the job can read
  return isShared(storage)
    ? { ...ofType(storage), dependencies: sparkDependencies(dependencies) }
    : ofType(storage);
}

function ofType(storage: JaegerStorage): Written<JaegerSpec['storage']> {
  switch (storage.type) {
    case 'cassandra':
      return cassandraStorageSpec(storage);
    case 'badger':
      return badgerStorageSpec(storage);
    case 'memory':
      return memoryStorageSpec(storage);
    default:
      return indexStorageSpec(storage);
  }
}

function sparkDependencies({ dependenciesImage: image, operatorDependencies }: DependenciesProps) {
  if (operatorDependencies) return undefined;
  return image === undefined ? { enabled: false } : { enabled: true, image };
}

/** CA and certificate for the storage, where the containers of a Jaeger find them. */
export function storageVolumes(
  storage: JaegerStorage,
): Pick<JaegerSpec, 'volumes' | 'volumeMounts'> {
  const given = storageSecrets(storage).filter((secret) => secret !== undefined);
  if (given.length === 0) return {};
  // at the top of the spec, so that collector, query and the index cleaner all get it
  return {
    volumes: given.map(({ volume }) => volume),
    volumeMounts: given.map(({ mount }) => mount),
  };
}

function storageSecrets(storage: JaegerStorage) {
  if (storage.type === 'cassandra') return [cassandraCa(storage)];
  return isIndexStorage(storage) ? indexAccess(storage).secrets : [];
}
