import type { JaegerSpec } from '../../../../imports/jaegertracing.io.ts';
import { at } from '../../../upstream/values/unknown.ts';
import { type CassandraStorage, cassandra, cassandraCa } from '../../cassandra/storage.ts';
import { indexAccess } from '../../elasticsearch/access.ts';
import { checkedIndexStorage, type IndexStorage } from '../../elasticsearch/storage.ts';
import type { Written } from '../../props/extra-spec.ts';
import { nameOf } from '../../props/refuse.ts';
import { cassandraStorageProblems, cassandraStorageSpec } from './cassandra-storage.ts';
import { indexStorageProblems, indexStorageSpec } from './index-storage.ts';

/** Storages that Jaeger v1 keeps spans in. */
export type JaegerStorage = IndexStorage | CassandraStorage;

/** Who decides about the job that computes the service graph. */
interface DependenciesProps {
  readonly dependenciesImage?: string;
  readonly operatorDependencies?: boolean;
}

/**
 * Why a value is no storage of Jaeger v1; undefined when it is one.
 *
 * @param storage - as given, by whomever
 */
export function storageTypeProblem(storage: unknown): string | undefined {
  return ['elasticsearch', 'opensearch', 'cassandra'].includes(`${at(storage, 'type')}`)
    ? undefined
    : `storage must be made by elasticsearch({ … }), opensearch({ … }) or cassandra({ … }), got ${nameOf(storage)}`;
}

/** Storage that is checked once more, since a plain object passes for it too. */
export function checkedStorage(storage: JaegerStorage): JaegerStorage {
  return storage.type === 'cassandra' ? cassandra(storage) : checkedIndexStorage(storage);
}

/** Why Jaeger v1 cannot do what a storage says, undefined entries where it can. */
export function storageProblems(storage: JaegerStorage): (string | undefined)[] {
  return storage.type === 'cassandra'
    ? cassandraStorageProblems(storage)
    : indexStorageProblems(storage);
}

/** The storage of a Jaeger's spec. */
export function storageSpec(
  storage: JaegerStorage,
  dependencies: DependenciesProps,
): Written<JaegerSpec['storage']> {
  return {
    ...(storage.type === 'cassandra' ? cassandraStorageSpec(storage) : indexStorageSpec(storage)),
    dependencies: sparkDependencies(dependencies),
  };
}

function sparkDependencies({ dependenciesImage: image, operatorDependencies }: DependenciesProps) {
  if (operatorDependencies) return undefined;
  return image === undefined ? { enabled: false } : { enabled: true, image };
}

/** CA and certificate for the storage, where the containers of a Jaeger find them. */
export function storageVolumes(
  storage: JaegerStorage,
): Pick<JaegerSpec, 'volumes' | 'volumeMounts'> {
  const secrets =
    storage.type === 'cassandra' ? [cassandraCa(storage)] : indexAccess(storage).secrets;
  const given = secrets.filter((secret) => secret !== undefined);
  if (given.length === 0) return {};
  // at the top of the spec, so that collector, query and the index cleaner all get it
  return {
    volumes: given.map(({ volume }) => volume),
    volumeMounts: given.map(({ mount }) => mount),
  };
}
