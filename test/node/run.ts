import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../cluster/harness/checks.ts';
import { killAll } from '../cluster/harness/children.ts';
import { say } from '../cluster/harness/progress.ts';
import { removeControlGroups } from './harness/control-groups.ts';
import { enclosed, ownFolder, removeLeftovers } from './harness/enclosure.ts';
import { findParts } from './harness/parts.ts';
import { obstacles } from './harness/requirements.ts';
import type { Run } from './inside.ts';

const usage = `usage: npm run test:node -- [--keep] [--if-possible]

  --keep          keep the folder with all logs, also when nothing fails
  --if-possible   where there can be no node, say why and end well`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      keep: { type: 'boolean', default: false },
      'if-possible': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const reasons = obstacles();
  if (reasons.length > 0 && values['if-possible']) {
    console.log(`left out: ${reasons.join('\n')}`);
    return 0;
  }
  if (reasons.length > 0) throw new Error(reasons.join('\n'));

  for (const left of await removeLeftovers()) say(`removed what a killed run has left: ${left}`);
  const parts = await findParts();
  const { name, folder } = ownFolder();
  let code = 1;
  try {
    const run: Run = { name, folder, parts };
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
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    console.error(`ended by ${signal}`);
    process.exit(1);
  });
}
try {
  process.exitCode = await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}
