import type { Location, ManifestObject } from '../model/kubernetes/objects.ts';
import { type Model, readModel } from '../model/model.ts';
import type { Releases } from '../model/releases.ts';
import { reasonOf } from '../upstream/values/unknown.ts';
import type { Finding } from './rule.ts';
import type { UnreadableFile } from './texts.ts';

/** What became of a rule that failed at an object: one object that nobody has thought of must not keep the others from being judged. */
export function failureAt(error: unknown, { object, path }: Location): Finding {
  return { object, path, severity: 'warning', message: complaint(error), failure: error };
}

/** What became of a rule that failed at something it needs of the whole; the last object that it takes to fail is to blame. */
export function failureIn(
  error: unknown,
  { objects: { all } }: Model,
  run: (model: Model) => unknown,
): Finding[] {
  const object = all[lastNeeded(all, (part) => run(readModel(part)))];
  return object ? [failureAt(error, { object, path: [] })] : [];
}

/** A model, and what is not in it. */
interface Reading {
  readonly model: Model;
  /** What it was read from. */
  readonly manifests: readonly ManifestObject[];
  /** Documents that the model cannot be read with. */
  readonly failed: readonly UnreadableFile[];
}

/** Reads manifests as one model, without the documents at which reading fails for a fault of the model. */
export function readJudgeable(manifests: readonly ManifestObject[], releases?: Releases): Reading {
  let left = manifests;
  const failed: UnreadableFile[] = [];
  for (;;) {
    try {
      return { model: readModel(left, releases), manifests: left, failed };
    } catch (error) {
      const index = lastNeeded(left, (part) => readModel(part, releases));
      const origin = left[index]?.origin;
      // objects of a program have no place to tell of
      if (!origin) throw error;
      failed.push({ file: origin.file, message: complaint(error), ...origin.locate([]) });
      left = left.toSpliced(index, 1);
    }
  }
}

/** Index of the last of the things that it takes to make a function fail, which it does with all of them. */
function lastNeeded<T>(things: readonly T[], run: (things: readonly T[]) => unknown): number {
  let [works, fails] = [0, things.length];
  while (fails - works > 1) {
    const middle = (works + fails) >> 1;
    try {
      run(things.slice(0, middle));
      works = middle;
    } catch {
      fails = middle;
    }
  }
  return works;
}

function complaint(error: unknown): string {
  const reason = reasonOf(error);
  return `cannot be judged, which is a fault of the linter: ${reason}`;
}
