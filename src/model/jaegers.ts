import type { DerivedService } from '../upstream/derived-service.ts';
import { type EffectiveStrategy, effectiveStrategy } from '../upstream/jaeger.ts';
import { type DerivedObject, derivedJaegerObjects } from '../upstream/jaeger-objects.ts';
import {
  flattenOptions,
  isStorageOption,
  type JaegerOption,
  optionMap,
} from '../upstream/jaeger-options.ts';
import { derivedJaegerServices } from '../upstream/jaeger-ports.ts';
import { at, list, own, record, text, type UnknownRecord } from '../upstream/unknown.ts';
import { parseImage } from '../upstream/version.ts';
import type { Path } from '../yaml/locate.ts';
import type { KubeObject, ObjectIndex, Spot } from './objects.ts';
import type { Versions } from './versions.ts';

/** Components that an instance of Jaeger v1 is run as. */
export type JaegerRoleName = 'allInOne' | 'collector' | 'query' | 'ingester';

/** A flag of an instance, with the place that gives it. */
export interface PlacedOption extends JaegerOption, Spot {}

/** A component of a Jaeger v1 and the flags that it gets. */
export interface JaegerRole {
  readonly name: JaegerRoleName;
  /** Path of its part of the spec. */
  readonly path: Path;
  readonly value: UnknownRecord;
  /** Flags of its own `options`. */
  readonly own: readonly PlacedOption[];
  /** All flags by name: its own, and those of the storage that reach it. */
  readonly options: ReadonlyMap<string, string>;
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
  readonly roles: readonly JaegerRole[];
  /** Flags of `storage.options` that reach Jaeger. */
  readonly storageOptions: readonly PlacedOption[];
  /** Flags of `storage.options` that the operator drops without a word. */
  readonly droppedOptions: readonly PlacedOption[];
  /** Places of option lists that make the operator refuse the whole object. */
  readonly undecodable: readonly Spot[];
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
export function readJaegers(objects: ObjectIndex, versions: Versions): Jaeger[] {
  return objects
    .ofKind('Jaeger', 'jaegertracing.io')
    .map((object) => readJaeger(object, versions.jaegerOperator));
}

const roleNames: Readonly<Record<EffectiveStrategy['strategy'], readonly JaegerRoleName[]>> = {
  allInOne: ['allInOne'],
  production: ['collector', 'query'],
  streaming: ['collector', 'ingester', 'query'],
};

function readJaeger(object: KubeObject, operatorVersion: string | undefined): Jaeger {
  const spec = record(object.value.spec);
  const storage = record(spec.storage);
  const strategy = effectiveStrategy(text(spec.strategy), text(storage.type));
  const storagePath = ['spec', 'storage', 'options'];
  const all = placed(object, storagePath, storage.options);
  const storageOptions = all.filter(({ key }) => isStorageOption(key, strategy.storage));
  const roles = roleNames[strategy.strategy].map((name) =>
    readRole(object, name, strategy, spec, storageOptions),
  );
  const version = readVersion(spec, roles) ?? operatorVersion;
  return {
    object,
    name: object.name,
    namespace: object.namespace,
    spec,
    strategy,
    roles,
    storageOptions,
    droppedOptions: all.filter((option) => !storageOptions.includes(option)),
    undecodable: undecodable(object, spec),
    ...(operatorVersion === undefined ? {} : { operatorVersion }),
    ...(version === undefined ? {} : { version }),
    services: derivedJaegerServices({
      name: object.name,
      namespace: object.namespace,
      strategy: strategy.strategy,
      collectorOptions: flagsOf(spec, 'collector'),
      allInOneOptions: flagsOf(spec, 'allInOne'),
      queryOptions: flagsOf(spec, 'query'),
      ...(operatorVersion === undefined ? {} : { operatorVersion }),
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
  { strategy, storage }: EffectiveStrategy,
  spec: UnknownRecord,
  storageOptions: readonly PlacedOption[],
): JaegerRole {
  const path = ['spec', name];
  const value = record(spec[name]);
  const ownOptions = placed(object, [...path, 'options'], value.options);
  // with streaming the collector writes to Kafka and does not get the flags of the storage
  const streams = name === 'collector' && strategy === 'streaming' && storage !== 'kafka';
  const inherited = streams ? [] : storageOptions;
  return {
    name,
    path,
    value,
    own: ownOptions,
    options: new Map([...optionMap(inherited), ...optionMap(ownOptions)]),
  };
}

function undecodable(object: KubeObject, spec: UnknownRecord): Spot[] {
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

function readVersion(spec: UnknownRecord, roles: readonly JaegerRole[]): string | undefined {
  for (const { value } of [...roles, { value: record(spec.allInOne) }]) {
    const image = text(value.image);
    const version = image === undefined ? undefined : parseImage(image).version;
    if (version !== undefined) return version;
  }
  return undefined;
}

/** `volumes` or `volumeMounts` that a component gets: its own, then those of the whole instance. */
export function roleVolumes(
  jaeger: Jaeger,
  role: JaegerRole,
  field: 'volumes' | 'volumeMounts',
): readonly unknown[] {
  return [...list(own(role.value, field)), ...list(own(jaeger.spec, field))];
}
