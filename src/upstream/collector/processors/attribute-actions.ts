import type { Problem } from '../../values/problem.ts';
import { isVariable } from '../../values/settings.ts';
import { isRecord, list, text, type UnknownRecord } from '../../values/unknown.ts';

const writing = ['insert', 'update', 'upsert'];
const removing = ['delete', 'hash'];
const actions = [...writing, ...removing, 'extract', 'convert'];
const convertedTypes = ['string', 'int', 'double'];
const sources = ['value', 'from_attribute', 'from_context'];

/**
 * What is wrong with the actions of an attributes or a resource processor.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 internal/coreinternal/attraction/attraction.go and
 * processor/{attributes,resource}processor.
 *
 * @param key - the setting that lists them, `actions` or `attributes`
 * @param used - whether a pipeline has the processor; the actions of others are not read
 */
export function attributeActionProblems(
  settings: UnknownRecord,
  key: string,
  used: boolean,
): Problem[] {
  if (isVariable(settings[key])) return [];
  const written = list(settings[key]);
  if (written.length === 0) {
    return [refused([key], `${key} must have at least one action, it has none`)];
  }
  if (!used) return [];
  return written.flatMap((action, index) =>
    isRecord(action) ? actionProblems(action, [key, index]) : [],
  );
}

type Path = readonly (string | number)[];

function refused(path: Path, message: string): Problem {
  return { path, message };
}

function actionProblems(action: UnknownRecord, path: Path): Problem[] {
  const kind = text(action.action)?.toLowerCase() ?? '';
  // another word is told by the table of settings
  if (!actions.includes(kind)) {
    return kind === ''
      ? [refused(path, `action must be one of ${actions.join(', ')}, got none`)]
      : [];
  }
  if (Object.values(action).some(isVariable)) return [];
  return [
    ...subjectProblems(action, kind, path),
    ...sourceProblems(action, kind, path),
    ...onlyFor(action, 'converted_type', kind === 'convert', kind, path),
    ...conversionProblems(action, kind, path),
  ];
}

/** Which attributes an action is for. */
function subjectProblems(action: UnknownRecord, kind: string, path: Path): Problem[] {
  const byPattern = removing.includes(kind);
  if (!has(action, 'key') && !(byPattern && has(action, 'pattern'))) {
    const what = byPattern ? 'key or pattern' : 'key';
    return [refused(path, `${kind} must have a ${what}, got none`)];
  }
  if (kind === 'extract' && !has(action, 'pattern')) {
    return [refused(path, 'extract must have a pattern, got none')];
  }
  return onlyFor(action, 'pattern', byPattern || kind === 'extract', kind, path);
}

function sourceProblems(action: UnknownRecord, kind: string, path: Path): Problem[] {
  const written = sources.filter((source) => has(action, source));
  if (!writing.includes(kind)) {
    // what removes attributes does not look at the context
    return written
      .filter((source) => source !== 'from_context' || !removing.includes(kind))
      .flatMap((source) => onlyFor(action, source, false, kind, path));
  }
  if (written.length > 1) {
    return [refused(path, `${kind} must have one source, got ${written.join(' and ')}`)];
  }
  return written.length === 1 || has(action, 'default_value')
    ? []
    : [refused(path, `${kind} must have a value, from_attribute or from_context, got none`)];
}

function conversionProblems(action: UnknownRecord, kind: string, path: Path): Problem[] {
  if (kind !== 'convert') return [];
  const type = text(action.converted_type) ?? '';
  return convertedTypes.includes(type)
    ? []
    : [refused(path, `converted_type must be one of ${convertedTypes.join(', ')}, got '${type}'`)];
}

function onlyFor(
  action: UnknownRecord,
  key: string,
  used: boolean,
  kind: string,
  path: Path,
): Problem[] {
  return used || !has(action, key) ? [] : [refused([...path, key], `${kind} must have no ${key}`)];
}

function has(action: UnknownRecord, key: string): boolean {
  const value = Object.hasOwn(action, key) ? action[key] : undefined;
  const empty = value === '' && key !== 'value' && key !== 'default_value';
  return value !== undefined && value !== null && !empty;
}
