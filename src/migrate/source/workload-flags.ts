import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Container, EnvVar } from '../../model/kubernetes/workloads.ts';
import { v1FlagOf } from '../../upstream/jaeger/flags.ts';
import { at, list } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { PodSetting, SourceOption } from './component.ts';
import type { PlainRole } from './plain-role.ts';

/** Variable that names the type of the storage of metrics, which is no flag (jaeger v1.76.0 internal/storage/metricstore/factory.go). */
export const metricsKey = 'METRICS_STORAGE_TYPE';

/** Flags among the arguments and in the environment; arguments win. */
export function optionsOf(role: PlainRole, ledger: Ledger): SourceOption[] {
  const { container, own: written, inherited, object } = role;
  const found = new Map<string, SourceOption>();
  const set = (option: SourceOption) => {
    found.get(option.key)?.mark.dropped('an argument, or a later variable, takes precedence');
    found.set(option.key, option);
  };
  for (const { key, value, path, object: from } of inherited) {
    if (from === object) continue;
    const name = from.kind === 'Secret' ? `${path.at(-1)}` : undefined;
    const mark = ledger.at(...sourcePaths(container, from));
    if (name !== undefined)
      set({ key, from: { kind: 'Secret', name: from.name, key: name }, isVariable, mark });
    else set({ key, value: `${value}`, isVariable, mark });
  }
  for (const variable of container.env) {
    const option = variableOption(variable, inherited, ledger);
    if (option) set(option);
  }
  for (const { key, value, path } of written) {
    set({ key, value: `${value}`, mark: ledger.at(path, ...wordBefore(container, key, path)) });
  }
  return [...found.values()];
}

/** Places where a container names a Secret or ConfigMap for its whole environment. */
function sourcePaths(container: Container, { kind, name }: KubeObject) {
  const field = kind === 'Secret' ? 'secretRef' : 'configMapRef';
  return list(container.value.envFrom).flatMap((entry, index) =>
    at(entry, field, 'name') === name ? [[...container.path, 'envFrom', index]] : [],
  );
}

function variableOption(
  { name, value, from, path }: EnvVar,
  inherited: PlainRole['inherited'],
  ledger: Ledger,
): SourceOption | undefined {
  const mark = ledger.at(path);
  if (name === metricsKey) {
    mark.carried('spec.config.extensions.jaeger_query.storage.metrics');
    return { key: metricsKey, value: value ?? '', mark };
  }
  const key = name === name.toUpperCase() ? v1FlagOf(name) : undefined;
  if (key === undefined) return undefined;
  if (value === '') {
    mark.dropped('an empty variable gives no flag');
    return undefined;
  }
  if (from?.kind === 'Secret') return { key, from, isVariable, mark };
  const known = inherited.find((option) => option.key === key)?.value ?? value;
  if (known === undefined) return { key, from, isVariable, mark };
  return { key, value: `${known}`, isVariable, mark };
}

const isVariable = true;

/** The word of a flag whose value is the next word. */
function wordBefore(container: Container, key: string, path: readonly (string | number)[]) {
  const index = container.arguments.findIndex((word) => word.path === path);
  const before = container.arguments[index - 1];
  return before && /^--?/.test(before.text) && before.text.replace(/^--?/, '') === key
    ? [before.path]
    : [];
}

/** Variables that are no flags, and the objects that more of them come from. */
export function environmentOf({ env, value, path }: Container, ledger: Ledger): PodSetting[] {
  const variables = env.flatMap(({ name, path: place }): PodSetting[] => {
    if (v1FlagOf(name) !== undefined && name === name.toUpperCase()) return [];
    const mark = ledger.at(place);
    if (name === metricsKey) return [];
    if (/^(?:SAMPLING_CONFIG_TYPE|JAEGER_)/.test(name)) {
      mark.none('no part of Jaeger v2 reads it');
      return [];
    }
    return [{ field: 'env', value: at(value, 'env', Number(place.at(-1))), mark }];
  });
  const sources = list(value.envFrom).map(
    (entry, index): PodSetting => ({
      field: 'envFrom',
      value: entry,
      mark: ledger.at([...path, 'envFrom', index]),
    }),
  );
  return [...variables, ...sources];
}
