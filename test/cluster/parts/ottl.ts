import { ottlProblems } from '../../../src/upstream/collector/ottl/problems.ts';
import { mutantsOf, type OttlQuestion, writtenTexts } from '../fixtures/ottl-texts.ts';
import type { Checks } from '../harness/checks.ts';
import { CollectorJudge, judgedRelease } from '../harness/collector-judge.ts';

/** Share of what the collector refuses that the linter refuses, at least. */
const REFUSED = 0.97;
const MAX_SHOWN = 20;

/**
 * Each function, path and name of OTTL, and slips of the pen in them: the linter refuses what the collector refuses, and nothing
 * that it takes.
 */
export async function checkOttl(checks: Checks): Promise<void> {
  const judge = await CollectorJudge.build();
  const written = await judged(judge, [...writtenTexts(judgedRelease)]);
  const taken = written.filter(({ refusal }) => refusal === undefined);
  await compare(checks, written, false);
  const changed = taken.flatMap(({ question }) => [...mutantsOf(question)]);
  await compare(checks, await judged(judge, changed), true);
}

interface Verdict {
  readonly question: OttlQuestion;
  readonly refusal: string | undefined;
  readonly errors: readonly string[];
}

async function judged(
  judge: CollectorJudge,
  questions: readonly OttlQuestion[],
): Promise<Verdict[]> {
  const refusals = await judge.refusals(questions);
  return questions.map((question, index) => ({
    question,
    refusal: refusals[index],
    errors: ottlProblems(question.component, question.settings, judgedRelease)
      .filter(({ severity = 'error' }) => severity === 'error')
      .map(({ message }) => message),
  }));
}

async function compare(
  checks: Checks,
  verdicts: readonly Verdict[],
  isChanged: boolean,
): Promise<void> {
  const what = isChanged ? 'changed texts' : 'texts';
  const refused = verdicts.filter(({ refusal }) => refusal !== undefined);
  const missed = refused.filter(({ errors }) => errors.length === 0);
  const alarms = verdicts.filter(
    ({ refusal, errors }) => refusal === undefined && errors.length > 0,
  );
  const share = 1 - missed.length / refused.length;
  const title = `of ${verdicts.length} ${what} in OTTL the collector refuses ${refused.length}, of which the linter refuses ${(100 * share).toFixed(1)} %, and ${alarms.length} others`;
  await checks.check('collector', title, () => {
    fail(
      alarms.map(({ question, errors }) => `${question.what}\n  taken, but ${errors.join('; ')}`),
    );
    // a text that is refused here has a value that its function does not take, or needs a feature gate
    if (isChanged && share < REFUSED) {
      fail(missed.map(({ question, refusal }) => `${question.what}\n  missed: ${refusal}`));
    }
  });
}

function fail(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  throw new Error(`${wrong.length} differ:\n${wrong.slice(0, MAX_SHOWN).join('\n')}`);
}
