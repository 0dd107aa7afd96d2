import { regularExpressionProblems } from '../../../src/upstream/collector/expressions/settings.ts';
import { expressionSamples, readable, unreadable } from '../fixtures/expressions.ts';
import type { Checks } from '../harness/checks.ts';
import { CollectorJudge, judgedRelease } from '../harness/collector-judge.ts';
import { configWith } from './component-settings.ts';

/**
 * The collector compiles each regular expression that the linter looks at: it refuses one that Go does not read, save for those that it
 * compiles when it starts, and takes another.
 */
export async function checkExpressions(checks: Checks): Promise<void> {
  const judge = await CollectorJudge.build();
  const title = `the linter agrees with the collector on ${expressionSamples.length} regular expressions`;
  const questions = expressionSamples.flatMap((sample) =>
    [readable, unreadable].map((expression) => ({ sample, expression })),
  );
  const refusals = await judge.refusals(
    questions.map(({ sample: { kind, type, settings, signal }, expression }) => ({
      config: configWith(`${kind}/${type}`, settings(expression), signal),
    })),
  );
  await checks.check('collector', title, () => {
    const wrong = questions.flatMap(({ sample, expression }, index) => {
      const { kind, type, settings, path, atStart } = sample;
      const found = regularExpressionProblems(kind, type, settings(expression), judgedRelease);
      const refusal = refusals[index];
      const refused = refusal !== undefined || (atStart === true && expression === unreadable);
      return refused === found.length > 0
        ? []
        : [`${kind}/${type} ${path.join('.')}: ${expression}: ${refusal ?? 'taken'}`];
    });
    if (wrong.length > 0) throw new Error(`${wrong.length} differ:\n${wrong.join('\n')}`);
  });
}
