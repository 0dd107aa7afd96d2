import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Checks } from '../cluster/harness/checks.ts';
import { killAll } from '../cluster/harness/children.ts';
import { say } from '../cluster/harness/progress.ts';
import { runSuite } from '../cluster/harness/run-suite.ts';
import { checkOnExisting } from './existing.ts';
import { removeControlGroups } from './harness/control-groups.ts';
import { awaitTurn, enclosed, ownFolder, removeLeftovers } from './harness/enclosure.ts';
import { nodeParts, stackParts } from './harness/parts.ts';
import { obstacles } from './harness/requirements.ts';
import { buildWithin, lackOfTimeWithin, runMinutes } from './harness/time.ts';
import type { Run } from './inside.ts';
import { needOfNode, type Options, readOptions, records, usage } from './options.ts';
import { checkOnPlayed, leftOutOfPlayed } from './played.ts';

/** What the last example and its end take. */
const LAST_MINUTES = 2;

async function main(): Promise<number> {
  const asked = readOptions(process.argv.slice(2), process.env);
  if (asked === undefined) {
    console.log(usage);
    return 0;
  }
  const options = asWellAsCanBe(asked);
  const { place, kubeconfig = '', only } = options;
  if (place === 'existing') {
    return inFolder(options, (checks, folder) => checkOnExisting(checks, kubeconfig, only, folder));
  }
  const lack = lackOfTime(place, options.minutes);
  if (lack !== undefined) {
    console.log(`left out: ${lack}`);
    return 0;
  }
  return place === 'node'
    ? onNode(options)
    : inFolder(options, (checks, folder) => checkOnPlayed(checks, only, folder));
}

/**
 * The same, on a node that is played where there can be none.
 *
 * @throws if there can be none, and what is asked for needs one
 */
function asWellAsCanBe(options: Options): Options {
  const reasons = options.place === 'node' ? obstacles() : [];
  if (reasons.length === 0) return options;
  const { only } = options;
  const isNothing = only.length > 0 && only.every((part) => part in leftOutOfPlayed);
  const need = isNothing ? `--only ${only.join(', ')} needs a node` : needOfNode(options);
  if (need !== undefined) throw new Error([need, ...reasons].join('\n'));
  for (const reason of reasons) console.log(reason);
  console.log('so the node is played by KWOK');
  return { ...options, place: 'played' };
}

/** Why nothing is run; undefined when there is time. */
function lackOfTime(place: 'node' | 'played', minutes: number | undefined): string | undefined {
  if (minutes === undefined) return undefined;
  buildWithin(minutes, place);
  return lackOfTimeWithin(minutes, place);
}

/** Checks in this process, with a folder that is kept when a check fails. */
async function inFolder(
  { keep }: Options,
  body: (checks: Checks, folder: string) => Promise<void>,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
  const checks = new Checks();
  try {
    await body(checks, folder);
  } catch (error) {
    await checks.check('suite', 'runs to its end', () => Promise.reject(error));
  }
  checks.summarize();
  const isGood = checks.count('failed') === 0 && checks.count('passed') > 0;
  if (isGood && !keep) rmSync(folder, { recursive: true, force: true });
  else say(`logs of all processes: ${folder}`);
  return isGood ? 0 : 1;
}

/** Starts a node of our own, and checks inside of its namespaces. */
async function onNode({ only, stacks, keep, record, stay, minutes }: Options): Promise<number> {
  for (const left of await removeLeftovers())
    say(`removed what ${left} has left, which was killed`);
  const { name, folder } = ownFolder();
  let code = 1;
  try {
    await awaitTurn(name, say);
    const nodeAlone = only.length > 0 && only.every((part) => part === 'node');
    const isMoreThanDefault = stacks.length === 0 || stacks.some((stack) => stack !== 'default');
    const parts = await nodeParts();
    const stack = nodeAlone ? undefined : await stackParts(folder, isMoreThanDefault);
    const run: Run = {
      name,
      folder,
      parts: { ...parts, ...(stack && { stack }) },
      only,
      stacks,
      stay,
      ...(minutes === undefined ? {} : { minutes: runMinutes.node - LAST_MINUTES }),
      ...(record ? { record: resolve(records) } : {}),
    };
    writeFileSync(join(folder, 'run.json'), JSON.stringify(run), { mode: 0o600 });
    code = await enclosed(resolve('test/node/inside.ts'), [join(folder, 'run.json')]);
  } finally {
    await removeControlGroups(name);
    if (code === 0 && !keep) rmSync(folder, { recursive: true, force: true });
    else say(`logs of all processes: ${folder}`);
  }
  return code;
}

process.once('exit', killAll);
await runSuite(main);
