import { existsSync } from 'node:fs';
import path from 'node:path';
import { findRule } from '../lint/find-rule.ts';
import type { Assumed } from '../model/releases.ts';
import { newestReleases, type Program, programOfRelease, programs } from '../upstream/programs.ts';
import { nearest } from '../upstream/values/nearest.ts';
import { isRecord, list, own, reasonOf, record, text } from '../upstream/values/unknown.ts';
import { parseVersion } from '../upstream/values/version.ts';
import type { YamlDocument } from '../yaml.ts';

/** Who puts objects into the order in which they are applied. */
export type Applier = 'kubectl' | 'kustomize' | 'argo-cd' | 'flux';

/** A Service that others bring. */
export interface ServiceElsewhere {
  readonly name: string;
  readonly namespace: string;
}

/** What a project file says; paths are whole. */
export interface Project {
  readonly assume: Assumed;
  /** Rules that do not count, each for a reason. */
  readonly ignore: readonly string[];
  /** Folders that are a cluster each. */
  readonly clusters: readonly string[];
  readonly applied: Applier;
  readonly services: readonly ServiceElsewhere[];
  /** Whether cert-manager is in the cluster. */
  readonly certManager: boolean;
  /** Files and folders that are not read. */
  readonly exclude: readonly string[];
}

/** All keys of a project file, in the order of its JSON Schema. */
export const projectKeys: readonly string[] = [
  'assume',
  'ignore',
  'clusters',
  'applied',
  'elsewhere',
  'exclude',
];
const appliers: readonly Applier[] = ['kubectl', 'kustomize', 'argo-cd', 'flux'];

/** Whether a document is a project file, perhaps misspelt, and no manifest or settings of Thanos of that name. */
export function isProject(value: unknown): boolean {
  if (!isRecord(value) || own(value, 'kind') !== undefined) return false;
  return Object.keys(value).some(
    (key) => projectKeys.includes(key) || nearest(key, projectKeys) !== undefined,
  );
}

/**
 * Reads a project file.
 *
 * @param folder - where it stands
 * @throws for what it must not say, with file and line
 */
export function readProject(document: YamlDocument, folder: string): Project {
  const value = record(document.value);
  const fail = (place: readonly (string | number)[], message: string): never => {
    const { line, column } = document.locate([...place]) ?? { line: 1, column: 1 };
    throw new Error(`${document.file}:${line}:${column}: ${message}`);
  };
  for (const key of Object.keys(value)) {
    if (!projectKeys.includes(key))
      fail([key], `${key} is not a key of a project file${hint(key, projectKeys)}`);
  }
  const elsewhere = texts(value, 'elsewhere', fail);
  return {
    assume: assumed(value.assume, fail),
    ignore: ignored(value, fail),
    clusters: texts(value, 'clusters', fail).map((one) => path.resolve(folder, one)),
    applied: applier(value.applied, fail),
    services: elsewhere.flatMap((one, index) =>
      one === certManager ? [] : [service(one, ['elsewhere', index], fail)],
    ),
    certManager: elsewhere.includes(certManager),
    exclude: texts(value, 'exclude', fail).map((one, index) =>
      excluded(one, folder, ['exclude', index], fail),
    ),
  };
}

function excluded(
  one: string,
  folder: string,
  place: readonly (string | number)[],
  fail: Fail,
): string {
  const whole = path.resolve(folder, one);
  // a name may have such characters, too
  return /[*?[{]/.test(one) && !existsSync(whole)
    ? fail(place, `exclude must name files and folders, not a pattern, got ${one}`)
    : whole;
}

type Fail = (place: readonly (string | number)[], message: string) => never;

const certManager = 'cert-manager';
const ignoreKeys = ['rule', 'reason'];

function hint(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `, these are ${known.join(', ')}` : `; did you mean ${near}?`;
}

function texts(value: object, key: string, fail: Fail): string[] {
  const written = own(value, key);
  if (written === undefined) return [];
  if (!Array.isArray(written)) fail([key], `${key} must be a list of strings`);
  return list(written).map(
    (one, index) => text(one) ?? fail([key, index], `${key} must be a list of strings`),
  );
}

function assumed(value: unknown, fail: Fail): Assumed {
  if (value !== undefined && !isRecord(value))
    fail(['assume'], 'assume must be releases by program');
  const entries = Object.entries(record(value)).map(([name, release]): [Program, string] => {
    const program = programs.find((known) => known === name);
    const version = text(release)?.replace(/^v/, '');
    if (!program)
      return fail(['assume', name], `assume must name a program${hint(name, programs)}`);
    if (version === undefined || !parseVersion(version)) {
      return fail(
        ['assume', name],
        `${name} must be a release in quotes, such as "${newestReleases[program]}", got ${String(release)}`,
      );
    }
    return [programOfRelease(program, version), version];
  });
  return Object.fromEntries(entries);
}

function ignored(value: object, fail: Fail): string[] {
  const written = own(value, 'ignore');
  if (written !== undefined && !Array.isArray(written)) {
    fail(['ignore'], 'ignore must be a list of rules, each with a reason');
  }
  return list(written).map((entry, index) => {
    const place = ['ignore', index];
    const unknown = Object.keys(record(entry)).find((key) => !ignoreKeys.includes(key));
    if (unknown !== undefined) {
      return fail(
        [...place, unknown],
        `${unknown} is not a key of an entry of ignore${hint(unknown, ignoreKeys)}`,
      );
    }
    const rule = text(own(entry, 'rule'));
    if (rule === undefined || !text(own(entry, 'reason'))?.trim()) {
      return fail(place, 'an entry of ignore must have a rule and a reason');
    }
    try {
      return findRule(rule).id;
    } catch (error) {
      return fail([...place, 'rule'], reasonOf(error));
    }
  });
}

function applier(value: unknown, fail: Fail): Applier {
  if (value === undefined) return 'kubectl';
  const found = appliers.find((known) => known === value);
  return (
    found ??
    fail(['applied'], `applied must be one of ${appliers.join(', ')}, got ${String(value)}`)
  );
}

function service(one: string, place: readonly (string | number)[], fail: Fail): ServiceElsewhere {
  const [, namespace = '', name = ''] = /^service\/([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(one) ?? [];
  return name === ''
    ? fail(place, `elsewhere must be cert-manager or service/NAMESPACE/NAME, got ${one}`)
    : { name, namespace };
}
