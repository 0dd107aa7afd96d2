import { judgeProgram } from './build.ts';
import { collectors } from './programs.ts';
import { run } from './run-program.ts';

/** Release whose components judge. */
export const judgedRelease = collectors.contrib.version;

/** What to judge: a whole configuration, or the settings of a component by kind and type, `processors/batch`. */
export type Question = { readonly config: unknown } | ComponentQuestion;

/** The settings of one component, without a configuration around them. */
export interface ComponentQuestion {
  readonly component: string;
  readonly settings: unknown;
}

/** What the tracing components of the collector refuse, told by themselves, thousands a second. */
export class CollectorJudge {
  static #built: Promise<string> | undefined;
  readonly #program: string;

  private constructor(program: string) {
    this.#program = program;
  }

  /** Builds the judge, unless an earlier run has; those who ask at once wait for one build. */
  static async build(): Promise<CollectorJudge> {
    CollectorJudge.#built ??= judgeProgram(collectors.contrib);
    return new CollectorJudge(await CollectorJudge.#built);
  }

  /** Kinds and types that it has, former ids too. */
  async components(): Promise<readonly string[]> {
    const [answer] = await this.#ask(['{}']);
    return answer?.components ?? [];
  }

  /** Why each is refused; undefined for what the collector takes. */
  async refusals(questions: readonly Question[]): Promise<(string | undefined)[]> {
    const answers = await this.#ask(questions.map(asLine));
    return answers.map(({ refusal }) => (refusal === '' ? undefined : refusal));
  }

  async #ask(lines: readonly string[]): Promise<Answer[]> {
    const input = `${lines.join('\n')}\n`;
    const { stdout } = await run(this.#program, [], { input, env: { POD_NAME: 'collector' } });
    const answers = stdout.trimEnd().split('\n');
    if (answers.length !== lines.length) {
      throw new Error(`the judge gave ${answers.length} answers to ${lines.length} questions`);
    }
    return answers.map((line) => JSON.parse(line));
  }
}

interface Answer {
  readonly refusal: string;
  readonly components?: readonly string[];
}

/** JSON is YAML to the collector, and keeps apart what are texts and what are numbers. */
function asLine(question: Question): string {
  return JSON.stringify(
    'config' in question
      ? { config: JSON.stringify(question.config) }
      : { component: question.component, settings: JSON.stringify(question.settings) },
  );
}
