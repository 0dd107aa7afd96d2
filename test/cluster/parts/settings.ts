import { readFileSync } from 'node:fs';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';
import { at, isRecord, record, replaceAt } from '../../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../../src/yaml.ts';
import { valid } from '../fixtures/samples.ts';
import type { Checks } from '../harness/checks.ts';
import { CollectorJudge, judgedRelease } from '../harness/collector-judge.ts';

const FIXTURE = 'test/cluster/fixtures/wide-collector.yaml';
const MAX_SHOWN = 20;

type Path = readonly (string | number)[];

interface Mutant {
  readonly what: string;
  readonly config: unknown;
}

/** Rules that are right about what `validate` does not look at. */
const notValidated: readonly RegExp[] = [
  // what a policy needs shows when the processor starts
  /^collector\/tail-sampling:/,
  // gRPC refuses a token without TLS when the exporter starts
  /^collector\/authenticator-tls:/,
];

/**
 * Breaks a configuration in each of its settings, by another name and by a value of another shape: what the collector refuses,
 * the linter refuses, and of what it takes, also of the whole configuration, it is silent.
 */
export async function checkSettings(checks: Checks): Promise<void> {
  const [document] = parseYaml(readFileSync(FIXTURE, 'utf8'), FIXTURE);
  const whole = document?.value;
  const mutants = [...pathsOf(whole)].flatMap((path) => mutantsAt(whole, path));
  const title = `the linter agrees with the collector on ${mutants.length} broken settings`;
  await checks.check('collector', title, async () => {
    const judge = await CollectorJudge.build();
    const asked = [{ what: 'the whole configuration', config: whole }, ...mutants];
    const refusals = await judge.refusals(asked);
    const wrong = asked.flatMap(({ what, config }, index) =>
      disagreements(what, config, refusals[index]),
    );
    if (wrong.length > 0) {
      throw new Error(`${wrong.length} differ:\n${wrong.slice(0, MAX_SHOWN).join('\n')}`);
    }
  });
}

function disagreements(what: string, config: unknown, refusal: string | undefined): string[] {
  const errors = errorsIn(config);
  if (refusal !== undefined) return errors.length > 0 ? [] : [`${what}\n  missed: ${refusal}`];
  return errors
    .filter((error) => !notValidated.some((rule) => rule.test(error)))
    .map((error) => `${what}\n  taken, but ${error}`);
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
  const image = `otel/opentelemetry-collector-contrib:${judgedRelease}`;
  return lint(readModel([{ value: valid.collector({ image, config }) }]))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule.id}: ${message}`);
}
