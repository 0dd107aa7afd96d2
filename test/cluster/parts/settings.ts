import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';
import { at, isRecord, record, replaceAt } from '../../../src/upstream/values/unknown.ts';
import { parseYaml, printYaml } from '../../../src/yaml.ts';
import { valid } from '../fixtures/samples.ts';
import { collectorProgram } from '../harness/build.ts';
import type { Checks } from '../harness/checks.ts';
import { collectors } from '../harness/programs.ts';
import { ProgramFailed, run } from '../harness/run-program.ts';

const FIXTURE = 'test/cluster/fixtures/wide-collector.yaml';
const AT_ONCE = 4;
const MAX_SHOWN = 20;

type Path = readonly (string | number)[];

interface Mutant {
  readonly what: string;
  readonly config: unknown;
}

/**
 * Breaks a configuration in each of its settings, by another name and by a value of another shape: what the collector rejects,
 * the linter rejects, and it is silent about the whole configuration.
 */
export async function checkSettings(checks: Checks, folder: string): Promise<void> {
  const [document] = parseYaml(readFileSync(FIXTURE, 'utf8'), FIXTURE);
  const whole = document?.value;
  const mutants = [...pathsOf(whole)].flatMap((path) => mutantsAt(whole, path));
  const title = `what the collector rejects of ${mutants.length} broken settings, the linter rejects`;
  await checks.check('collector', title, async () => {
    const alarms = errorsIn(whole);
    if (alarms.length > 0) throw new Error(`the whole configuration: ${alarms.join('\n')}`);
    const missed: string[] = [];
    const queue = mutants.entries();
    const work = async (): Promise<void> => {
      for (const [index, { what, config }] of queue) {
        if (errorsIn(config).length > 0) continue;
        const rejection = await rejectionOf(config, join(folder, `setting-${index}.yaml`));
        if (rejection !== undefined) missed.push(`${what}: ${rejection}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (missed.length > 0) {
      throw new Error(`${missed.length} missed:\n${missed.slice(0, MAX_SHOWN).join('\n')}`);
    }
  });
}

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(record(value));
  for (const key of keys) yield* pathsOf(at(value, key), [...path, key]);
}

function mutantsAt(whole: unknown, path: Path): Mutant[] {
  const value = at(whole, ...path);
  const other = isRecord(value) ? 'text' : { key: 'value' };
  const what = path.join('.');
  const reshaped = { what: `${what} of another shape`, config: replaceAt(whole, path, other) };
  const [key] = path.slice(-1);
  return typeof key === 'string'
    ? [reshaped, { what: `${what} of another name`, config: renamed(whole, path, key) }]
    : [reshaped];
}

function renamed(whole: unknown, path: Path, key: string): unknown {
  const parent = path.slice(0, -1);
  const entries = Object.entries(record(at(whole, ...parent)));
  const changed = entries.map(([name, one]) => [name === key ? `${key}x` : name, one]);
  return replaceAt(whole, parent, Object.fromEntries(changed));
}

function errorsIn(config: unknown): string[] {
  const { version } = collectors.contrib;
  const image = `otel/opentelemetry-collector-contrib:${version}`;
  return lint(readModel([{ value: valid.collector({ image, config }) }]))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule.id}: ${message}`);
}

async function rejectionOf(config: unknown, path: string): Promise<string | undefined> {
  writeFileSync(path, printYaml([config]));
  try {
    await run(await collectorProgram(collectors.contrib), ['validate', `--config=${path}`]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    return error.output.stderr.trim();
  }
}
