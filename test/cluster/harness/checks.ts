import pc from 'picocolors';

type Result = 'passed' | 'failed' | 'skipped';

interface Outcome {
  readonly part: string;
  readonly check: string;
  readonly result: Result;
  readonly seconds: number;
}

const MAX_DETAIL_LINES = 60;

/** Collects what was checked and prints it: a line for each check, a table and a closing line at the end. */
export class Checks {
  readonly #outcomes: Outcome[] = [];

  /** Number of checks with that result so far. */
  count(result: Result): number {
    return this.#outcomes.filter((outcome) => outcome.result === result).length;
  }

  /**
   * Runs one check; it fails when `body` throws, and the suite goes on with the next.
   *
   * @returns whether it passed
   */
  async check(part: string, check: string, body: () => Promise<void> | void): Promise<boolean> {
    const start = Date.now();
    try {
      await body();
      this.#record(part, check, 'passed', start);
      return true;
    } catch (error) {
      this.#record(part, check, 'failed', start);
      console.log(indent(messageOf(error)));
      return false;
    }
  }

  /** Records a check that cannot be made on this machine, with the reason. */
  skip(part: string, check: string, reason: string): void {
    this.#record(part, check, 'skipped', Date.now());
    console.log(indent(reason));
  }

  /** Prints one row for each part and result, and `N passed, N failed` as the last line. */
  summarize(): void {
    const rows = new Map<string, Record<Result, number> & { seconds: number }>();
    for (const { part, result, seconds } of this.#outcomes) {
      const row = rows.get(part) ?? { passed: 0, failed: 0, skipped: 0, seconds: 0 };
      row[result] += 1;
      row.seconds = Math.round((row.seconds + seconds) * 10) / 10;
      rows.set(part, row);
    }
    console.table(Object.fromEntries(rows));
    for (const { part, check } of this.#outcomes.filter(({ result }) => result === 'failed')) {
      console.log(`${pc.red('failed')} ${part}: ${check}`);
    }
    const skipped = this.count('skipped');
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(`${this.count('passed')} passed, ${this.count('failed')} failed${tail}`);
  }

  #record(part: string, check: string, result: Result, start: number): void {
    const seconds = (Date.now() - start) / 1000;
    this.#outcomes.push({ part, check, result, seconds });
    const mark = { passed: pc.green('ok  '), failed: pc.red('FAIL'), skipped: pc.yellow('skip') };
    console.log(`${mark[result]} ${part}: ${check} ${pc.dim(`(${seconds.toFixed(1)} s)`)}`);
  }
}

/** Text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function indent(text: string): string {
  const lines = text.trimEnd().split('\n');
  const shown = lines.slice(0, MAX_DETAIL_LINES);
  if (lines.length > shown.length) shown.push(`... and ${lines.length - shown.length} more lines`);
  return shown.map((line) => `       ${line}`).join('\n');
}
