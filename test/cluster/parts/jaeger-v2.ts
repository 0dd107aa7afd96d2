import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { JaegerV2 } from '../../../src/index.ts';
import { lint } from '../../../src/lint/lint.ts';
import type { Collector } from '../../../src/model/collector/instances.ts';
import type { Model } from '../../../src/model/model.ts';
import { parseYaml } from '../../../src/yaml.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { type AnyJaegerV2Props, arbitraryJaegerV2 } from '../fixtures/arbitrary-jaeger-v2.ts';
import { arbitraryMutant, type Original } from '../fixtures/mutants.ts';
import type { Checks } from '../harness/checks.ts';
import { errorsInJaeger, JaegerJudge } from '../harness/jaeger-v2.ts';
import { readManifests } from '../harness/objects.ts';
import { jaegerV2 } from '../harness/programs.ts';
import { run } from '../harness/run-program.ts';
import { generatorSeed } from '../harness/seed.ts';
import { environmentOf } from './collector.ts';

const PART = 'jaeger-v2';
const DRAWN = 200;
const MUTANTS = 300;
const AT_ONCE = 4;
const MAX_SHOWN = 20;
const FIXTURE = 'test/cluster/fixtures/wide-jaeger.yaml';
const RELEASE = `Jaeger ${jaegerV2.version}`;

/** Rules that are right about what `validate` does not look at: what is wrong there shows when Jaeger starts, or sends. */
const notValidated: readonly RegExp[] = [
  /^edge\//,
  // the two ends of a topic, of which each program knows one
  /^collector\/kafka-topic:/,
  /^collector\/listen-address:/,
  /^collector\/port-collision:/,
  /^collector\/tail-sampling:/,
  /^collector\/undefined-extension:/,
  /^jaeger\/file-not-mounted:/,
  // a storage of metrics, of which it looks at the type when it starts
  /^jaeger\/v2-storage: storage \S+ must have a type such as \w+, got none$/,
  /^jaeger\/v2-storage-name:/,
  // a storage in memory, which it sizes when it starts
  /^jaeger\/v2-setting: \S+: max_traces must be greater than 0/,
];

/** Part: what we render for a release of Jaeger v2, that release takes, and what it refuses, the linter refuses. */
export async function checkJaegerV2(
  checks: Checks,
  program: string,
  folder: string,
): Promise<void> {
  const judge = new JaegerJudge(program);
  mkdirSync(folder, { recursive: true });
  const examples = await exampleConfigs(folder);
  for (const { name, collector } of examples) {
    await checks.check(PART, `${RELEASE} takes the config of ${name}`, () =>
      takes(judge, collector, join(folder, `${fileName(name)}.yaml`)),
    );
  }
  await checkRendered(checks, judge, folder);
  const files = process.env.JAEGER_V2_CONFIGS ?? '../shared/facts/jaeger-v2-configs';
  await checkFiles(checks, judge, files, folder);
  // of what does not change with the examples, a seed draws the same again
  await checkMutants(checks, judge, [{ name: 'wide', config: readConfig(FIXTURE) }], folder);
}

interface Example {
  /** Name of the example and of the custom resource in it. */
  readonly name: string;
  readonly collector: Collector;
}

/** Configurations of all examples with a Jaeger v2, which are synthesized for the release that is built here. */
async function exampleConfigs(folder: string): Promise<Example[]> {
  const release = resolve('test/cluster/fixtures/jaeger-2.13.ts');
  const names = readdirSync('examples').filter((name) => name.endsWith('.ts'));
  const found: Example[] = [];
  for (const name of names.sort()) {
    const app = resolve('examples', name);
    if (!/jaegerV2|JaegerV2/.test(readFileSync(app, 'utf8'))) continue;
    const out = join(folder, name);
    await run('tsx', ['--import', release, app], { env: { ...process.env, CDK8S_OUTDIR: out } });
    const objects = readManifests(out).flatMap((file) => file.objects);
    const model = modelOfObjects(objects);
    found.push(
      ...jaegersOf(model).map((collector) => ({ name: `${name} ${collector.name}`, collector })),
    );
  }
  return found;
}

function jaegersOf({ collectors }: Model): Collector[] {
  return collectors.filter(({ distribution }) => distribution === 'jaeger');
}

async function takes(judge: JaegerJudge, collector: Collector, path: string): Promise<void> {
  if (collector.version !== jaegerV2.version) {
    throw new Error(`${collector.name} is rendered for ${collector.version}`);
  }
  const refusal = await judge.refusal(collector.config?.value, path, environmentOf(collector));
  if (refusal !== undefined) throw new Error(refusal);
}

/** Jaeger takes what JaegerV2 makes of generated props, and the linter says nothing of it. */
async function checkRendered(checks: Checks, judge: JaegerJudge, folder: string): Promise<void> {
  const seed = generatorSeed();
  const drawn = fc.sample(arbitraryJaegerV2(jaegerV2.version), { numRuns: DRAWN, seed });
  const models = drawn.map(render).filter((model) => model !== undefined);
  const title = `${RELEASE} takes ${models.length} generated JaegerV2s, and the linter, too; seed ${seed}`;
  await checks.check(PART, title, async () => {
    if (models.length < DRAWN / 4) throw new Error('too few props go together');
    const wrong: string[] = [];
    await eachOf([...models.entries()], async ([index, model]) => {
      const errors = lint(model).filter(({ severity }) => severity === 'error');
      wrong.push(...errors.map(({ rule, message }) => `${index}: ${rule.id}: ${message}`));
      for (const collector of jaegersOf(model)) {
        const path = join(folder, `rendered-${index}-${collector.name}.yaml`);
        await takes(judge, collector, path).catch((error: unknown) => {
          wrong.push(`${index} ${collector.name}: ${error}`);
        });
      }
    });
    fail(wrong);
  });
}

/** The model of a Jaeger v2 of these props; undefined where the construct refuses them. */
function render(props: () => AnyJaegerV2Props): Model | undefined {
  const chart = new Chart(new App(), 'test');
  try {
    new JaegerV2(chart, 'Jaeger', props());
  } catch {
    // props of which one forbids another
    return undefined;
  }
  return modelOfObjects(Testing.synth(chart));
}

/**
 * Files of configurations, some of them for newer releases: the linter refuses what this release refuses, and nothing else.
 *
 * @param configs folder with configurations, in which custom resources are left out
 */
async function checkFiles(
  checks: Checks,
  judge: JaegerJudge,
  configs: string,
  folder: string,
): Promise<void> {
  const title = `the linter agrees with ${RELEASE} on files of configurations`;
  if (!existsSync(configs)) {
    checks.skip(PART, title, `there is no ${configs}; JAEGER_V2_CONFIGS names another folder`);
    return;
  }
  const originals = readdirSync(configs)
    .sort()
    .map((name) => ({ name, config: readConfig(join(configs, name)) }))
    .filter(({ config }) => isConfig(config));
  await checks.check(PART, `${title} (${originals.length})`, async () => {
    const env = { ES_USERNAME: 'user', ES_PASSWORD: 'password' };
    const wrong: string[] = [];
    await eachOf(originals, async ({ name, config }) => {
      const refusal = await judge.refusal(config, join(folder, `file-${name}`), env);
      wrong.push(...disagreements(name, config, refusal));
    });
    fail(wrong);
  });
}

function readConfig(path: string): unknown {
  return parseYaml(readFileSync(path, 'utf8'), path)[0]?.value;
}

function isConfig(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'service' in value;
}

/** Configurations with one thing changed: the linter refuses what Jaeger refuses, and nothing else. */
async function checkMutants(
  checks: Checks,
  judge: JaegerJudge,
  originals: readonly Original[],
  folder: string,
): Promise<void> {
  const seed = generatorSeed();
  const mutants = fc.sample(arbitraryMutant(originals), { numRuns: MUTANTS, seed });
  const title = `the linter agrees with ${RELEASE} on ${MUTANTS} changed configurations, seed ${seed}`;
  await checks.check(PART, title, async () => {
    const wrong: string[] = [];
    let refused = 0;
    await eachOf([...mutants.entries()], async ([index, { what, config }]) => {
      const refusal = await judge.refusal(config, join(folder, `mutant-${index}.yaml`));
      if (refusal !== undefined) refused += 1;
      wrong.push(...disagreements(what, config, refusal));
    });
    fail(wrong);
    if (refused < MUTANTS / 4) throw new Error(`only ${refused} were refused`);
  });
}

function disagreements(what: string, config: unknown, refusal: string | undefined): string[] {
  const errors = errorsInJaeger(config);
  if (refusal !== undefined) return errors.length > 0 ? [] : [`${what}\n  missed: ${refusal}`];
  return errors
    .filter((error) => !notValidated.some((rule) => rule.test(error)))
    .map((error) => `${what}\n  taken, but ${error}`);
}

function fail(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  throw new Error(`${wrong.length} differ:\n${wrong.slice(0, MAX_SHOWN).join('\n')}`);
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function fileName(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, '-');
}
