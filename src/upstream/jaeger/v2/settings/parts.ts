import { componentSetting, type Releases } from '../../../collector/catalogue/sections.ts';
import { type ComponentKind, componentKinds } from '../../../collector/components.ts';
import { collectorRelease } from '../../../collector/jaeger-components.ts';
import { type Setting, section } from '../../../values/setting.ts';
import { backendTypes, metricBackendTypes } from '../releases.ts';

/**
 * Types of the storages that a section of jaeger_storage may have.
 *
 * Source: jaeger v2.13.0 to v2.20.0 cmd/jaeger/internal/extension/jaegerstorage/config.go.
 */
export const storageTypes: Readonly<Record<string, readonly string[]>> = {
  backends: backendTypes,
  metric_backends: metricBackendTypes,
};

/** Components that only Jaeger v2 has. */
const ownComponents: readonly string[] = [
  'extensions/jaeger_query',
  'exporters/jaeger_storage_exporter',
  'extensions/remote_sampling',
  'extensions/remote_storage',
  'extensions/jaeger_storage',
  'processors/adaptive_sampling',
  'extensions/expvar',
  'extensions/storage_cleaner',
];

/** Components of the collector whose values are known as far as Jaeger v2 has them. */
const sharedComponents: readonly string[] = [
  'receivers/nop',
  'receivers/kafka',
  'exporters/nop',
  'exporters/kafka',
  'connectors/forward',
  'extensions/healthcheckv2',
  'extensions/pprof',
  'extensions/sigv4auth',
];

/** Whether a component is one that only Jaeger v2 has. */
export function isOwnComponent(kind: string, type: string): boolean {
  return ownComponents.includes(`${kind}/${type}`);
}

/**
 * Whether what is wrong with the settings of a component is told as of Jaeger v2.
 *
 * @param inJaeger - whether it is Jaeger that has it
 */
export function isJaegerPart(kind: string, type: string, inJaeger: boolean): boolean {
  return isOwnComponent(kind, type) || (inJaeger && sharedComponents.includes(`${kind}/${type}`));
}

/** Settings of parts that are looked into by themselves, and of those that no module has. */
const shallow: Readonly<Record<string, Setting>> = {
  // by the name of each storage
  'extensions/jaeger_storage': section({ backends: 'map', metric_backends: 'map' }),
  'extensions/storage_cleaner': section({ trace_storage: 'text', port: 'text' }),
  ...Object.fromEntries(
    Object.entries(storageTypes).map(([name, types]) => [
      name,
      section(Object.fromEntries(types.map((type) => [type, 'any' as const]))),
    ]),
  ),
};

/**
 * Settings of a part of Jaeger v2: a storage by its type or by its section, or a component by kind and type. Undefined of what is
 * not known.
 *
 * @param version - release of Jaeger v2, when it is known
 */
export function partSetting(part: string, version: string | undefined): Setting | undefined {
  if (Object.hasOwn(shallow, part)) return shallow[part];
  const releases: Releases = {
    // one whose collector is not known is newer than all
    collector: version === undefined ? undefined : (collectorRelease(version) ?? version),
    jaeger: version,
  };
  const [kind, type = ''] = part.split('/');
  const known = componentKinds.find((one): one is ComponentKind => one === kind);
  return known ? componentSetting(known, type, releases) : storageSetting(part, releases);
}

function storageSetting(type: string, releases: Releases): Setting | undefined {
  const storages = componentSetting('extensions', 'jaeger_storage', releases);
  for (const name of Object.keys(storageTypes)) {
    const found = storages?.section?.setting(name)?.of?.section?.setting(type);
    if (found) return found;
  }
  return undefined;
}
