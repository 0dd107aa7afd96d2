import { metricsName } from '../../constructs/jaeger/v2/metrics.ts';
import type { JaegerV2Role } from '../../constructs/jaeger/v2/props.ts';
import { archiveName, storageName } from '../../constructs/jaeger/v2/storage/extension.ts';
import type { JaegerRoleName } from '../../model/jaeger/roles.ts';
import { receiverSlots } from '../../upstream/collector/component-names.ts';
import { flagProblem, flagValueProblem } from '../../upstream/jaeger/flags.ts';
import type {
  SettingGroup,
  Successor,
  SuccessorPart,
} from '../../upstream/jaeger/successors/successor.ts';
import { successorOf } from '../../upstream/jaeger/successors/table.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Draft } from '../output/draft.ts';
import { flagValue, type Source, type SourceOption, type SourceRole } from '../source/component.ts';
import { special } from './special-flags.ts';

/** Role of Jaeger v2 that does what a component of v1 did. */
export const successorRole: Readonly<Record<JaegerRoleName, JaegerV2Role>> = {
  allInOne: 'collector',
  collector: 'collector',
  ingester: 'ingester',
  query: 'query',
};

/** A flag that means something only with others. */
export interface GroupedOption extends SourceOption {
  readonly group: SettingGroup;
  readonly role: SourceRole;
}

/** Puts the flags of all components into the configuration; those that mean something only with others are left for later. */
export function carryFlags(source: Source, draft: Draft): GroupedOption[] {
  return source.roles.flatMap((role) =>
    role.options.flatMap((option) => carryFlag(source, role, option, draft)),
  );
}

function carryFlag(
  source: Source,
  role: SourceRole,
  option: SourceOption,
  draft: Draft,
): GroupedOption[] {
  const { key, mark } = option;
  if (isUnread(source, role, option)) return [];
  const successor = successorOf(key, role.name);
  switch (successor?.fate) {
    case undefined:
      mark.none('Jaeger v2 has nothing of that name');
      return [];
    case 'none':
      mark.none(successor.because);
      return [];
    case 'dropped':
      mark.dropped(successor.because);
      return [];
    case 'group':
      return [{ ...option, group: successor.group, role }];
    case 'setting':
      if (!special(option, role, draft)) carrySetting(source, role, option, successor, draft);
      return [];
  }
}

/** Tells of a flag that Jaeger v1 does not run with, and whether it is one: of a variable it takes no notice. */
function isUnread(source: Source, role: SourceRole, option: SourceOption): boolean {
  const { key, value, isVariable, mark } = option;
  const unknown = strangerTo(source, role, option);
  if (unknown !== undefined && isVariable) {
    mark.dropped(`Jaeger v1 ignores it: ${unknown}`);
    return true;
  }
  const wrong = unknown ?? (value && flagValueProblem(key, value));
  if (!wrong) return false;
  mark.none(`Jaeger v1 ${isVariable ? 'cannot read' : 'does not start with'} it: ${wrong}`);
  return true;
}

/** Why a component of Jaeger v1 does not know a flag; undefined when it does. */
function strangerTo(
  { strategy, storage }: Source,
  { name, metrics }: SourceRole,
  { key }: SourceOption,
): string | undefined {
  return flagProblem(key, {
    component: name,
    // behind Kafka, what takes spans has Kafka for its storage
    storage: strategy === 'streaming' && name === 'collector' ? 'kafka' : storage,
    metrics,
  })?.message;
}

function carrySetting(
  source: Source,
  role: SourceRole,
  option: SourceOption,
  { part, paths, read }: Extract<Successor, { fate: 'setting' }>,
  draft: Draft,
): void {
  const { key, value, mark } = option;
  const target = successorRole[role.name];
  if (isSwitchedOff(role, key)) {
    mark.dropped(`${tlsSwitch(key)} is false`);
    return;
  }
  if (isOthers(part, paths, role.name)) {
    mark.dropped(`the ${target} of Jaeger v2 does not read it`);
    return;
  }
  const base = placeOf(part, source);
  const written = value === undefined ? reference(option, target, draft) : read(value);
  for (const path of paths) draft.configure(target, [...base, ...path], written);
  mark.carried(`spec.config.${[...base, ...(paths[0] ?? [])].join('.')}`);
}

/** Makes a value that is not written an environment variable, and names it. */
export function reference({ key, from }: SourceOption, role: JaegerV2Role, draft: Draft): string {
  const name = key.toUpperCase().replace(/[.-]/g, '_');
  const field = from?.kind === 'ConfigMap' ? 'configMapKeyRef' : 'secretKeyRef';
  const entry = { name, valueFrom: { [field]: { name: from?.name, key: from?.key } } };
  draft.specify(role, 'env', [entry]);
  return `\${env:${name}}`;
}

/** Where in a configuration the settings of a part stand. */
export function placeOf(
  part: SuccessorPart,
  { storage, backend }: Pick<Source, 'storage' | 'backend'>,
): Path {
  const type = backend ?? (storage === 'grpc-plugin' ? 'grpc' : storage);
  const stores = ['extensions', 'jaeger_storage'];
  switch (part) {
    case 'storage':
      return [...stores, 'backends', storageName, type];
    case 'archive':
      return [...stores, 'backends', archiveName, type];
    case 'metrics':
      return [...stores, 'metric_backends', metricsName, 'prometheus'];
    case 'query':
      return ['extensions', 'jaeger_query'];
    case 'sampling':
      return ['extensions', 'remote_sampling'];
    case 'kafka-exporter':
      return ['exporters', 'kafka'];
    case 'kafka-receiver':
      return ['receivers', 'kafka'];
    case 'telemetry':
      return ['service', 'telemetry'];
    default: {
      const { receiver, key } = receiverSlots[part];
      return ['receivers', receiver, ...(key === undefined ? [] : ['protocols', key])];
    }
  }
}

function tlsSwitch(key: string): string {
  return key.replace(/\.tls\..*$/, '.tls.enabled');
}

function isSwitchedOff(role: SourceRole, key: string): boolean {
  return (
    /\.tls\./.test(key) && !key.startsWith('es') && flagValue(role, tlsSwitch(key)) === 'false'
  );
}

// settings of a storage that only what writes, or only what reads, looks at
const ofWriters = ['bulk_processing', 'create_mappings'];
const ofReaders = ['max_span_age', 'max_doc_count', 'query_timeout', 'remote_read_clusters'];

/** Whether a setting is none of a role, though v1 gave the flag to all. */
function isOthers(
  part: SuccessorPart,
  paths: readonly (readonly string[])[],
  role: JaegerRoleName,
): boolean {
  if (part === 'archive' || part === 'metrics') return role !== 'query' && role !== 'allInOne';
  if (part !== 'storage' || role === 'allInOne') return false;
  const names = role === 'query' ? ofWriters : ofReaders;
  return paths.some(([first]) => first !== undefined && names.includes(first));
}
