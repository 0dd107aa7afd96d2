import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { killAll } from '../cluster/harness/children.ts';
import { say } from '../cluster/harness/progress.ts';
import { runSuite } from '../cluster/harness/run-suite.ts';
import { removeControlGroups } from './harness/control-groups.ts';
import { enclosed, ownFolder, removeLeftovers } from './harness/enclosure.ts';
import { nodeParts, stackParts } from './harness/parts.ts';
import { obstacles } from './harness/requirements.ts';
import type { Run } from './inside.ts';
import { isPart, partNames } from './suite.ts';

const usage = `usage: npm run test:node -- [--only PART]... [--keep] [--if-possible]

  --only PART     run this part alone, and what it stands on: ${partNames.join(', ')}
  --keep          keep the folder with all logs, also when nothing fails
  --if-possible   where there can be no node, say why and end well`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
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
  const reasons = obstacles();
  if (reasons.length > 0 && values['if-possible']) {
    console.log(`left out: ${reasons.join('\n')}`);
    return 0;
  }
  if (reasons.length > 0) throw new Error(reasons.join('\n'));

  for (const left of await removeLeftovers())
    say(`removed what ${left} has left, which was killed`);
  const { name, folder } = ownFolder();
  let code = 1;
  try {
    const only = values.only.filter(isPart);
    const nodeAlone = only.length > 0 && only.every((part) => part === 'node');
    const parts = await nodeParts();
    const stack = nodeAlone ? undefined : await stackParts(folder);
    const run: Run = { name, folder, parts: { ...parts, ...(stack && { stack }) }, only };
    writeFileSync(join(folder, 'run.json'), JSON.stringify(run), { mode: 0o600 });
    code = await enclosed(resolve('test/node/inside.ts'), [join(folder, 'run.json')]);
  } finally {
    await removeControlGroups(name);
    if (code === 0 && !values.keep) rmSync(folder, { recursive: true, force: true });
    else say(`logs of all processes: ${folder}`);
  }
  return code;
}

process.once('exit', killAll);
await runSuite(main);
