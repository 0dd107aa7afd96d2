// how many real mistakes the linter finds, in folders of pairs: wrong.yaml and right.yaml, described by meta.json
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInputs } from '../src/cli/inputs.ts';
import { arranged } from '../src/cli/layout/arrange.ts';
import { lintClusters } from '../src/lint/clusters.ts';
import { lintManifests, type PlacedFinding } from '../src/lint/manifests.ts';
import { editsByFinding, repaired } from '../src/lint/repair/write.ts';
import { objectName, pathText } from '../src/model/kubernetes/objects.ts';
import { judgedOtherwise } from './judged-otherwise.ts';
import { missedYet } from './missed.ts';

/** The parts of `meta.json` that count here. */
interface Meta {
  readonly id: string;
  /** Unset for a case that is valid. */
  readonly area?: string;
  /**
   * `Kind/namespace/name` that a good finding points at, also inside of JSON with more places; a pair without one wants a finding
   * anywhere.
   */
  readonly object?: string;
  /** Other places that a finding may fairly name, each an object and perhaps a field. */
  readonly also?: readonly string[];
}

interface Score {
  wrong: number;
  found: number;
  right: number;
  silent: number;
}

const folders = process.argv.slice(2);
const corpus = '../shared/corpus';
if (folders.length === 0) {
  folders.push(
    ...['given', 'controls', 'wild', 'wild-controls'].map((name) => `${corpus}/${name}`),
  );
}

// tested on our own examples in test/lint/repair.test.ts
const fixes = { offered: 0, clean: 0 };
const scores = new Map<string, Score>();
const complaints: string[] = [];
/** What is otherwise than the list of missed mistakes says. */
const surprises: string[] = [];
/** Files that are refused as a whole. */
const broken = new Set<string>();
for (const folder of folders) {
  if (!existsSync(folder)) {
    console.error(`${folder} must be a folder of pairs, there is none`);
    process.exit(2);
  }
  for (const name of readdirSync(folder).sort()) await judge(join(folder, name));
}

const total = { wrong: 0, found: 0, right: 0, silent: 0 };
for (const score of scores.values()) {
  for (const key of ['wrong', 'found', 'right', 'silent'] as const) total[key] += score[key];
}
console.table(Object.fromEntries([...scores].sort().concat([['all', total]])));
for (const complaint of complaints) console.log(complaint);
console.log(
  `${total.found} of ${total.wrong} wrong files flagged at the right object, ${total.right - total.silent} false alarms in ${total.right} right files`,
);
console.log(`${fixes.clean} of ${fixes.offered} certain fixes come out clean`);
for (const surprise of surprises) console.log(surprise);
const asKnown = surprises.length === 0 && fixes.clean === fixes.offered;
process.exit(asKnown && total.right > 0 && total.silent === total.right ? 0 : 1);

async function judge(folder: string): Promise<void> {
  const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as Meta;
  const reason = Object.hasOwn(judgedOtherwise, meta.id) ? judgedOtherwise[meta.id] : undefined;
  if (reason !== undefined) {
    complaints.push(`${meta.id} is not counted: ${reason}`);
    return;
  }
  const area = meta.area ?? 'valid';
  const score = scores.get(area) ?? { wrong: 0, found: 0, right: 0, silent: 0 };
  scores.set(area, score);
  tryFixes(meta.id, join(folder, 'wrong.yaml'));

  judgeWrong(meta, findings(join(folder, 'wrong.yaml')), score);

  const right = (await ofFolder(join(folder, 'folder'))) ?? findings(join(folder, 'right.yaml'));
  if (right) {
    score.right += 1;
    if (right.length === 0 && !broken.has(join(folder, 'right.yaml'))) score.silent += 1;
    else complaints.push(`${meta.id} false alarm in right.yaml${told(right)}`);
  }
}

/** Whether a mistake is found where it is. */
function judgeWrong(meta: Meta, wrong: readonly PlacedFinding[] | undefined, score: Score): void {
  if (wrong === undefined) return;
  const places = placesOf(meta);
  const counted = wrong.filter(({ severity }) => severity !== 'info');
  score.wrong += 1;
  const found = counted.some(
    ({ object }) => places.length === 0 || places.includes(objectName(object)),
  );
  if (found) score.found += 1;
  else complaints.push(`${meta.id} missed, must name ${places[0] ?? 'anything'}${told(counted)}`);
  if (found !== missedYet.has(meta.id)) return;
  surprises.push(
    found
      ? `${meta.id} is found now and must leave bench/missed.ts`
      : `${meta.id} must be found, as it was before`,
  );
}

/** What is found in a case that is a folder of manifests. */
async function ofFolder(folder: string): Promise<readonly PlacedFinding[] | undefined> {
  if (!existsSync(folder)) return undefined;
  const { texts } = await arranged((await readInputs([folder])).texts);
  return lintClusters(texts).findings;
}

/** Applies the certain fixes of what is found, and lints again: each must take its finding away and bring none. */
function tryFixes(id: string, file: string): void {
  if (!existsSync(file)) return;
  const texts = [{ file, text: readFileSync(file, 'utf8') }];
  const found = lintClusters(texts).findings;
  const { edits } = repaired(texts, (some) => lintClusters(some));
  const written = new Set(edits.map((edit) => JSON.stringify(edit)));
  for (const [finding, edit] of editsByFinding(found, texts)) {
    fixes.offered += 1;
    if (written.has(JSON.stringify(edit))) fixes.clean += 1;
    else
      complaints.push(`${id} fix that does not come out clean${told([finding])} (${finding.fix})`);
  }
}

function placesOf({ object = '', also = [] }: Meta): string[] {
  return [object, ...also].flatMap((place) => place.match(/[A-Z]\w+\/[^/\s",]*\/[^\s",]+/g) ?? []);
}

function findings(file: string): readonly PlacedFinding[] | undefined {
  if (!existsSync(file)) return undefined;
  const report = lintManifests([{ file, text: readFileSync(file, 'utf8') }]);
  for (const { message, line, column } of report.unreadable) {
    broken.add(file);
    complaints.push(`${file}:${line}:${column}: ${message}`);
  }
  return report.findings;
}

function told(found: readonly PlacedFinding[]): string {
  return found
    .map(
      (finding) =>
        `\n    ${finding.rule.id} ${objectName(finding.object)} ${pathText(finding.path)}: ${finding.message}`,
    )
    .join('');
}
