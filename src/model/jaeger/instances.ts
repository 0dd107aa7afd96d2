import { type DerivedContainer, derivedContainers } from '../../upstream/jaeger/images.ts';
import {
  type EffectiveStrategy,
  effectiveStrategy,
  type JaegerStorageType,
} from '../../upstream/jaeger/names.ts';
import { derivedJaegerObjects } from '../../upstream/jaeger/objects.ts';
import {
  flattenOptions,
  isJobOption,
  isStorageOption,
  optionMap,
} from '../../upstream/jaeger/options.ts';
import { derivedJaegerServices } from '../../upstream/jaeger/ports.ts';
import type { DerivedObject } from '../../upstream/operator/derived-object.ts';
import type { DerivedService } from '../../upstream/operator/derived-service.ts';
import { at, list, own, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';
import type { Versions } from '../operator/versions.ts';
import type { Releases } from '../releases.ts';
import type { JaegerRole, JaegerRoleName, PlacedOption } from './roles.ts';

/** A component that the operator runs. */
export interface OperatedRole extends JaegerRole {
  /** Containers of its pods. */
  readonly containers: readonly DerivedContainer[];
}

/** A `Jaeger` custom resource, as the Jaeger operator runs it. */
export interface Jaeger {
  readonly object: KubeObject;
  readonly name: string;
  readonly namespace: string;
  readonly spec: UnknownRecord;
  /** Strategy and storage after the operator's silent rewrites. */
  readonly strategy: EffectiveStrategy;
  /** Components that run after those rewrites. */
  readonly roles: readonly OperatedRole[];
  /** Flags of `storage.options` that reach Jaeger. */
  readonly storageOptions: readonly PlacedOption[];
  /** Flags of `storage.options` that the operator drops without a word. */
  readonly droppedOptions: readonly PlacedOption[];
  /** Places of option lists that make the operator refuse the whole object. */
  readonly undecodable: readonly Location[];
  /** Release of the operator; unset when the manifests do not tell. */
  readonly operatorVersion?: string;
  /** Release of Jaeger, from an image in the spec or the operator's own release. */
  readonly version?: string;
  /** Services that the operator creates for it. */
  readonly services: readonly DerivedService[];
  /** All that the operator creates for it, in its namespace. */
  readonly objects: readonly DerivedObject[];
}

/** Jaeger v1 instances of the manifests. */
export function readJaegers(
  objects: ObjectIndex,
  versions: Versions,
  releases: Releases,
): Jaeger[] {
  return objects
    .ofKind('Jaeger', 'jaegertracing.io')
    .map((object) => readJaeger(object, versions.jaegerOperator, releases));
}

const roleNames: Readonly<Record<EffectiveStrategy['strategy'], readonly JaegerRoleName[]>> = {
  allInOne: ['allInOne'],
  production: ['collector', 'query'],
  streaming: ['collector', 'ingester', 'query'],
};

function readJaeger(
  object: KubeObject,
  operatorVersion: string | undefined,
  releases: Releases,
): Jaeger {
  const spec = record(object.value.spec);
  const storage = record(spec.storage);
  const strategy = effectiveStrategy(text(spec.strategy), text(storage.type));
  const storagePath = ['spec', 'storage', 'options'];
  const all = placed(object, storagePath, storage.options);
  const storageOptions = all.filter(({ key }) => isStorageOption(key, strategy.storage));
  // with streaming the collector writes to Kafka, and only the ingester gets the flags of the storage
  const streams = strategy.strategy === 'streaming';
  const collectorOptions = streams
    ? all.filter(({ key }) => isStorageOption(key, 'kafka'))
    : storageOptions;
  const roles = roleNames[strategy.strategy].map(
    (name): OperatedRole => ({
      ...(name === 'collector' && streams
        ? readRole(object, name, spec, collectorOptions, 'kafka', operatorVersion, releases)
        : readRole(
            object,
            name,
            spec,
            storageOptions,
            strategy.storage,
            operatorVersion,
            releases,
          )),
      containers: derivedContainers(name, strategy.strategy, spec, operatorVersion),
    }),
  );
  const reaching = new Set([...storageOptions, ...collectorOptions]);
  const version = readVersion(spec, roles, releases) ?? operatorVersion;
  return {
    object,
    name: object.name,
    namespace: object.namespace,
    spec,
    strategy,
    roles,
    storageOptions,
    droppedOptions: all.filter((option) => !reaching.has(option) && !isJobOption(option.key)),
    undecodable: undecodable(object, spec),
    operatorVersion,
    version,
    services: derivedJaegerServices({
      name: object.name,
      namespace: object.namespace,
      strategy: strategy.strategy,
      collectorOptions: flagsOf(spec, 'collector'),
      allInOneOptions: flagsOf(spec, 'allInOne'),
      queryOptions: flagsOf(spec, 'query'),
      operatorVersion,
    }),
    objects: derivedJaegerObjects(object.name, spec),
  };
}

function flagsOf(spec: UnknownRecord, role: JaegerRoleName): Map<string, string> {
  return optionMap(flattenOptions(at(spec, role, 'options')).options);
}

function placed(object: KubeObject, path: Path, block: unknown): PlacedOption[] {
  return flattenOptions(block).options.map((option) => ({
    ...option,
    object,
    path: [...path, ...option.path],
  }));
}

function readRole(
  object: KubeObject,
  name: JaegerRoleName,
  spec: UnknownRecord,
  inherited: readonly PlacedOption[],
  storage: JaegerStorageType,
  operatorVersion: string | undefined,
  releases: Releases,
): JaegerRole {
  const path = ['spec', name];
  const value = record(spec[name]);
  const ownOptions = placed(object, [...path, 'options'], value.options);
  const image = text(value.image);
  const released = image ? releases.read(image) : undefined;
  const options = new Map([...optionMap(inherited), ...optionMap(ownOptions)]);
  return {
    object,
    namespace: object.namespace,
    name,
    label: name,
    path,
    value,
    own: ownOptions,
    inherited,
    options,
    untold: new Set(),
    complete: !options.has('config-file'),
    storage,
    version: released ? released.version : operatorVersion,
    assumed: released?.assumed,
    volumes: mergedVolumes({ spec }, value, 'volumes'),
    volumeMounts: mergedVolumes({ spec }, value, 'volumeMounts'),
  };
}

function undecodable(object: KubeObject, spec: UnknownRecord): Location[] {
  return [
    ['storage', 'options'],
    ...['allInOne', 'collector', 'query', 'ingester', 'agent'].map((role) => [role, 'options']),
  ].flatMap((block) =>
    flattenOptions(at(spec, ...block)).undecodable.map((inner) => ({
      object,
      path: ['spec', ...block, ...inner],
    })),
  );
}

function readVersion(
  spec: UnknownRecord,
  roles: readonly JaegerRole[],
  releases: Releases,
): string | undefined {
  for (const { value } of [...roles, { value: record(spec.allInOne) }]) {
    const image = text(value.image);
    const version = image === undefined ? undefined : releases.read(image).version;
    if (version !== undefined) return version;
  }
  return undefined;
}

/**
 * `volumes` or `volumeMounts` that a component or job gets: its own, then those of the whole instance. Of several of one name
 * the operator keeps the first only, also of mounts.
 *
 * Source: jaeger-operator v1.65.0 pkg/util/util.go.
 *
 * @param part - the part of the spec that is about the component or job
 */
export function mergedVolumes(
  jaeger: Pick<Jaeger, 'spec'>,
  part: unknown,
  field: 'volumes' | 'volumeMounts',
): readonly unknown[] {
  const names = new Set<unknown>();
  return [...list(own(part, field)), ...list(own(jaeger.spec, field))].filter((entry) => {
    const name = own(entry, 'name');
    if (names.has(name)) return false;
    names.add(name);
    return true;
  });
}
