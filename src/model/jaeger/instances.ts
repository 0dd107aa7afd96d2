import { type DerivedContainer, derivedContainers } from '../../upstream/jaeger/images.ts';
import { type EffectiveStrategy, effectiveStrategy } from '../../upstream/jaeger/names.ts';
import { derivedJaegerObjects } from '../../upstream/jaeger/objects.ts';
import {
  flattenOptions,
  isJobOption,
  isStorageOption,
  type JaegerOption,
  optionMap,
} from '../../upstream/jaeger/options.ts';
import { derivedJaegerServices } from '../../upstream/jaeger/ports.ts';
import type { DerivedObject } from '../../upstream/operator/derived-object.ts';
import type { DerivedService } from '../../upstream/operator/derived-service.ts';
import { at, list, own, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { parseImage } from '../../upstream/values/version.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';
import type { Versions } from '../operator/versions.ts';

/** Components that an instance of Jaeger v1 is run as. */
export type JaegerRoleName = 'allInOne' | 'collector' | 'query' | 'ingester';

/** A flag of an instance, with the place that gives it. */
export interface PlacedOption extends JaegerOption, Location {}

/** A component of a Jaeger v1 and the flags that it gets. */
export interface JaegerRole {
  readonly name: JaegerRoleName;
  /** Path of its part of the spec. */
  readonly path: Path;
  readonly value: UnknownRecord;
  /** Flags of its own `options`. */
  readonly own: readonly PlacedOption[];
  /** Flags of `storage.options` that reach it. */
  readonly inherited: readonly PlacedOption[];
  /** All flags by name: its own, and those of the storage that reach it. */
  readonly options: ReadonlyMap<string, string>;
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
  readonly roles: readonly JaegerRole[];
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
  // with streaming the collector writes to Kafka, and only the ingester gets the flags of the storage
  const streams = strategy.strategy === 'streaming';
  const collectorOptions = streams
    ? all.filter(({ key }) => isStorageOption(key, 'kafka'))
    : storageOptions;
  const roles = roleNames[strategy.strategy].map(
    (name): JaegerRole => ({
      ...readRole(object, name, spec, name === 'collector' ? collectorOptions : storageOptions),
      containers: derivedContainers(name, strategy.strategy, spec, operatorVersion),
    }),
  );
  const reaching = new Set([...storageOptions, ...collectorOptions]);
  const version = readVersion(spec, roles) ?? operatorVersion;
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
): Omit<JaegerRole, 'containers'> {
  const path = ['spec', name];
  const value = record(spec[name]);
  const ownOptions = placed(object, [...path, 'options'], value.options);
  return {
    name,
    path,
    value,
    own: ownOptions,
    inherited,
    options: new Map([...optionMap(inherited), ...optionMap(ownOptions)]),
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

function readVersion(spec: UnknownRecord, roles: readonly JaegerRole[]): string | undefined {
  for (const { value } of [...roles, { value: record(spec.allInOne) }]) {
    const image = text(value.image);
    const version = image === undefined ? undefined : parseImage(image).version;
    if (version !== undefined) return version;
  }
  return undefined;
}

/** The place that gives a component a flag; its own options win over those of the storage. */
export function optionOf(
  role: Pick<JaegerRole, 'own' | 'inherited'>,
  key: string,
): PlacedOption | undefined {
  const named = (option: PlacedOption) => option.key === key;
  return role.own.findLast(named) ?? role.inherited.findLast(named);
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
  jaeger: Jaeger,
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
