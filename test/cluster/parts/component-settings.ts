import fc from 'fast-check';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';
import {
  type ComponentKind,
  componentsById,
  handledSignals,
  joinsSignals,
} from '../../../src/upstream/collector/components.ts';
import { conditionSamples } from '../fixtures/component-conditions.ts';
import { valid } from '../fixtures/samples.ts';
import {
  mutantsOf,
  type SettingMutant,
  type Written,
  writtenSettings,
} from '../fixtures/setting-mutants.ts';
import { type SharedTypeSample, sharedTypeSamples } from '../fixtures/shared-types.ts';
import type { Checks } from '../harness/checks.ts';
import {
  CollectorJudge,
  type ComponentQuestion,
  judgedRelease,
  type Question,
} from '../harness/collector-judge.ts';
import { generatorSeed } from '../harness/seed.ts';

const MUTANTS = 10_000;
/** Share of what the collector refuses that the linter refuses, at least. */
const REFUSED = 0.97;
const MAX_SHOWN = 20;

/** Rules about what no component looks at before it runs: what is around it, and what it needs to start. */
const elsewhere =
  /^(?:edge|sdk)\/|^collector\/(?:port-collision|file-not-mounted|listen-address|tail-sampling|undefined-extension):|^collector\/ottl: tail_sampling|: compression must be one of gzip, snappy, zstd, none,/;

/**
 * Each setting of each component that is built here, by another name, with a value of another kind or a word that nobody has: the
 * linter refuses what the component refuses, and nothing that it takes. Without any of that, it takes the setting, and so
 * does the linter.
 */
export async function checkComponentSettings(checks: Checks): Promise<void> {
  const judge = await CollectorJudge.build();
  const components = (await judge.components()).filter(isCurrent);
  const written = components.flatMap((one) => [...writtenSettings(one, judgedRelease)]);
  const refusals = await judge.refusals(written);
  const taken = written.filter((_, index) => refusals[index] === undefined);
  const title = `the linter takes ${taken.length} settings of ${components.length} components that the collector takes`;
  await checks.check('collector', title, async () => {
    const judged = taken.map((one) => ({ mutant: one, errors: errorsIn(one) }));
    const alarms = await unfounded(
      judge,
      judged.filter(({ errors }) => errors.length > 0),
    );
    fail(alarms.map(({ mutant, errors }) => `${placeOf(mutant)}: ${errors.join('; ')}`));
    fail(refusals.flatMap((refusal) => (refusal?.includes('has invalid keys') ? refusal : [])));
  });
  await checkSharedTypes(checks, judge);
  const seed = generatorSeed();
  const all = taken.flatMap((one) => [...mutantsOf(one)]);
  const mutants =
    fc.sample(
      fc.shuffledSubarray(all, {
        minLength: Math.min(MUTANTS, all.length),
        maxLength: Math.min(MUTANTS, all.length),
      }),
      { numRuns: 1, seed },
    )[0] ?? [];
  await checkMutants(checks, judge, mutants, seed);
}

/** Settings that agree with their types and still are refused, and their like that are not. */
async function checkSharedTypes(checks: Checks, judge: CollectorJudge): Promise<void> {
  const samples = [...sharedTypeSamples, ...conditionSamples];
  const refusals = await judge.refusals(samples.map(questionOf));
  const title = `the linter agrees with the collector on ${samples.length} settings that need, exclude or bound each other`;
  await checks.check('collector', title, () => {
    fail(
      samples.flatMap((sample, index) => {
        const { component, settings, refused } = sample;
        const refusal = refusals[index];
        const found = refusesValues(sample);
        const agree = (refusal !== undefined) === refused && found === refused;
        return agree ? [] : `${component} ${JSON.stringify(settings)}: ${refusal ?? 'taken'}`;
      }),
    );
  });
}

function questionOf({ component, settings, made }: SharedTypeSample): Question {
  return made ? { config: configWith(component, settings) } : { component, settings };
}

/** Whether the linter says that a component refuses its values. */
export function refusesValues(question: ComponentQuestion): boolean {
  return errorsIn(question).some((error) => error.startsWith('collector/refused-value:'));
}

async function checkMutants(
  checks: Checks,
  judge: CollectorJudge,
  mutants: readonly SettingMutant[],
  seed: number,
): Promise<void> {
  const refusals = await judge.refusals(mutants);
  const verdicts = mutants.map((mutant, index) => ({
    mutant,
    refusal: refusals[index],
    errors: errorsIn(mutant),
  }));
  const refused = verdicts.filter(({ refusal }) => refusal !== undefined);
  const missed = refused.filter(({ errors }) => errors.length === 0);
  const alarms = await unfounded(
    judge,
    verdicts.filter(({ refusal, errors }) => refusal === undefined && errors.length > 0),
  );
  const share = 1 - missed.length / refused.length;
  const title = `of ${mutants.length} changed settings the collector refuses ${refused.length}, of which the linter refuses ${(100 * share).toFixed(1)} %, and ${alarms.length} others; seed ${seed}`;
  await checks.check('collector', title, () => {
    fail(alarms.map(({ mutant, errors }) => `${mutant.what}\n  taken, but ${errors.join('; ')}`));
    if (share < REFUSED) {
      fail(missed.map(({ mutant, refusal }) => `${mutant.what}\n  missed: ${refusal}`));
    }
  });
}

/** Those that the collector takes also where it makes the component, as it does in a whole configuration. */
async function unfounded<T extends { mutant: ComponentQuestion }>(
  judge: CollectorJudge,
  alarms: readonly T[],
): Promise<T[]> {
  const refusals = await judge.refusals(
    alarms.map(({ mutant: { component, settings } }) => ({
      config: configWith(component, settings),
    })),
  );
  return alarms.filter((_, index) => refusals[index] === undefined);
}

function placeOf({ component, path }: Written): string {
  return `${component} ${path.join('.')}`;
}

function fail(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  throw new Error(`${wrong.length} differ:\n${wrong.slice(0, MAX_SHOWN).join('\n')}`);
}

/** Whether an id is the one that a component has now; its former ones have the same settings. */
function isCurrent(component: string): boolean {
  const [kind = '', id = ''] = component.split('/');
  return componentsById(kind as ComponentKind, id)[0]?.id === id;
}

/** What the linter finds at a component in a collector that has it in use. */
function errorsIn({ component, settings }: ComponentQuestion): string[] {
  const image = `otel/opentelemetry-collector-contrib:${judgedRelease}`;
  const config = configWith(component, settings);
  const place = `spec/config/${component}`;
  return lint(readModel([{ value: valid.collector({ image, config }) }]))
    .filter(({ severity, path }) => severity === 'error' && path.join('/').startsWith(place))
    .map(({ rule, message }) => `${rule.id}: ${message}`)
    .filter((error) => !elsewhere.test(error));
}

const otlp = { protocols: { grpc: { endpoint: '0.0.0.0:4319' } } };

/** A configuration with a component in a pipeline of a signal, by default one that it handles, or among the extensions. */
export function configWith(component: string, settings: unknown, signal?: string): unknown {
  const [kind, type] = component.split('/') as [ComponentKind, string];
  const sections: Partial<Record<ComponentKind, object>> = {
    receivers: { otlp },
    exporters: { nop: {} },
  };
  const config = { ...sections, [kind]: { ...sections[kind], [type]: settings } };
  const extensions = kind === 'extensions' ? { extensions: [type] } : {};
  return { ...config, service: { ...extensions, pipelines: pipelinesWith(kind, type, signal) } };
}

function pipelinesWith(kind: ComponentKind, type: string, chosen?: string): object {
  const plain = { receivers: ['otlp'], exporters: ['nop'] };
  if (kind === 'connectors') {
    const to = ['metrics', 'traces'].find((signal) => joinsSignals(type, 'traces', signal));
    return {
      'traces/in': { ...plain, exporters: [type] },
      [`${to ?? 'logs'}/out`]: { ...plain, receivers: [type] },
    };
  }
  const [first = 'traces'] = kind === 'extensions' ? [] : handledSignals(kind, type);
  return { [chosen ?? first]: kind === 'extensions' ? plain : { ...plain, [kind]: [type] } };
}
