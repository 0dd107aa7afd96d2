import type { Problem } from '../../values/problem.ts';
import type { Setting } from '../../values/setting.ts';
import { isVariable } from '../../values/settings.ts';
import { own } from '../../values/unknown.ts';
import { isAtLeast } from '../../values/version.ts';
import { type Dialect, walk } from '../../values/walk.ts';
import { componentEntry } from '../catalogue/data.ts';
import { componentSetting } from '../catalogue/sections.ts';
import { type ComponentKind, componentsById } from '../components.ts';
import { connectorChecks } from './connectors.ts';
import { exporterChecks } from './exporters.ts';
import { extensionChecks } from './extensions.ts';
import { kafkaChecks } from './kafka.ts';
import { processorChecks } from './processors.ts';
import { receiverChecks } from './receivers.ts';
import { sharedChecks } from './shared.ts';
import { transportChecks } from './transports.ts';
import type { TypeCheck } from './type-check.ts';

/** What Go types refuse, wherever a component has a section of that type. */
const checks: Readonly<Record<string, TypeCheck>> = {
  ...connectorChecks,
  ...exporterChecks,
  ...extensionChecks,
  ...kafkaChecks,
  ...processorChecks,
  ...receiverChecks,
  ...sharedChecks,
  ...transportChecks,
};

/**
 * What a component refuses of settings that agree with their types: values out of range, and settings that need or exclude each other.
 *
 * @param release - of the collector; undefined where it is not known
 * @param used - whether the component is in use
 */
export function typeProblems(
  kind: ComponentKind,
  type: string,
  settings: unknown,
  release: string | undefined,
  used: boolean,
): Problem[] {
  const setting = componentSetting(kind, type, { collector: release });
  if (setting === undefined) return [];
  const since = (first: string) => release !== undefined && isAtLeast(release, first);
  const defaults = defaultsOf(kind, type);
  const dialect: Dialect<Setting, Problem> = {
    problems: ({ section }, value) => (section?.optional && mayBeOff(value) ? [] : undefined),
    field: ({ is, of, section }, key) => (is === 'map' ? of : section?.setting(key)),
    item: ({ of }) => of,
    *rest({ section }, value, _unknown, path) {
      const check = Object.hasOwn(checks, section?.type ?? '')
        ? checks[section?.type ?? '']
        : undefined;
      const usual = (key: string) => defaults[[...path, key].join('/')];
      for (const problem of check?.(value, { used, since, usual }) ?? []) {
        yield { ...problem, path: [...path, ...(problem.path ?? [])] };
      }
    },
  };
  return [...walk(dialect, setting, settings)];
}

/** Whether a section that has a switch is off, so that nothing in it is looked at, or may be. */
function mayBeOff(value: unknown): boolean {
  const enabled = own(value, 'enabled');
  return enabled === false || isVariable(enabled);
}

function defaultsOf(kind: ComponentKind, type: string): Readonly<Record<string, unknown>> {
  const current = componentsById(kind, type)[0]?.id ?? type;
  return componentEntry(`${kind}/${current}`)?.defaults ?? {};
}
