import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { killAll } from '../cluster/harness/children.ts';
import { say } from '../cluster/harness/progress.ts';
import { runSuite } from '../cluster/harness/run-suite.ts';
import { removeControlGroups } from './harness/control-groups.ts';
import { awaitTurn, enclosed, ownFolder, removeLeftovers } from './harness/enclosure.ts';
import { nodeParts, stackParts } from './harness/parts.ts';
import { obstacles } from './harness/requirements.ts';
import { buildWithin, lackOfTimeWithin, RUN_MINUTES } from './harness/time.ts';
import type { Run } from './inside.ts';
import { isPart, partNames } from './suite.ts';

/** What the last example and its end take. */
const LAST_MINUTES = 2;
const records = 'docs/measured';

const usage = `usage: npm run test:node -- [--only PART]... [--stack NAME]... [--keep] [--record] [--within MINUTES] [--if-possible]

  --only PART     run this part alone, and what it stands on: ${partNames.join(', ')}
  --stack NAME    apply this one alone: default, or an example, such as environments/dev
  --keep          keep the folder with all logs, also when nothing fails
  --record        write what evening and chaos measured to ${records}
  --within MINUTES
                  leave out what there is no time for, and say so; of these, the run itself takes about 15
  --if-possible   where there can be no node, say why and end well`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      stack: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      within: { type: 'string' },
      'if-possible': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const unknown = values.only.filter((name) => !isPart(name));
  if (unknown.length > 0) throw new Error(`unknown part ${unknown.join(', ')}\n${usage}`);
  const reason = lacking(values['if-possible'], values.within);
  if (reason !== undefined) {
    console.log(`left out: ${reason}`);
    return 0;
  }
  for (const left of await removeLeftovers())
    say(`removed what ${left} has left, which was killed`);
  const { name, folder } = ownFolder();
  let code = 1;
  try {
    await awaitTurn(name, say);
    const only = values.only.filter(isPart);
    const nodeAlone = only.length > 0 && only.every((part) => part === 'node');
    const parts = await nodeParts();
    const stack = nodeAlone ? undefined : await stackParts(folder);
    const run: Run = {
      name,
      folder,
      parts: { ...parts, ...(stack && { stack }) },
      only,
      stacks: values.stack,
      ...(values.within === undefined ? {} : { minutes: RUN_MINUTES - LAST_MINUTES }),
      ...(values.record ? { record: resolve(records) } : {}),
    };
    writeFileSync(join(folder, 'run.json'), JSON.stringify(run), { mode: 0o600 });
    code = await enclosed(resolve('test/node/inside.ts'), [join(folder, 'run.json')]);
  } finally {
    await removeControlGroups(name);
    if (code === 0 && !values.keep) rmSync(folder, { recursive: true, force: true });
    else say(`logs of all processes: ${folder}`);
  }
  return code;
}

/**
 * Why nothing is run.
 *
 * @throws if there can be no node, and that is not to be borne
 */
function lacking(ifPossible: boolean, within: string | undefined): string | undefined {
  const reasons = obstacles().join('\n');
  if (reasons !== '' && !ifPossible) throw new Error(reasons);
  if (reasons !== '') return reasons;
  if (within === undefined) return undefined;
  const minutes = minutesOf(within);
  buildWithin(minutes);
  return lackOfTimeWithin(minutes);
}

function minutesOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--within must be minutes, got ${text}\n${usage}`);
  return Number(text);
}

process.once('exit', killAll);
await runSuite(main);
