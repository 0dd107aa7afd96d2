import { readFileSync } from 'node:fs';
import { Checks, messageOf } from '../cluster/harness/checks.ts';
import { startCluster } from './harness/cluster.ts';
import type { Parts } from './harness/parts.ts';
import { checkNode } from './parts/node.ts';

/** What the process outside of the namespaces has prepared. */
export interface Run {
  /** Name of the folder and of the control groups. */
  readonly name: string;
  readonly folder: string;
  readonly parts: Parts;
}

async function main({ name, folder, parts }: Run): Promise<number> {
  const checks = new Checks();
  try {
    await checkNode(checks, await startCluster(parts, folder, name));
  } catch (error) {
    await checks.check('suite', 'runs to its end', () => Promise.reject(error));
  }
  checks.summarize();
  return checks.count('failed') === 0 && checks.count('passed') > 0 ? 0 : 1;
}

try {
  const [file = ''] = process.argv.slice(2);
  // what it has started runs on, and ends with the namespace
  process.exit(await main(JSON.parse(readFileSync(file, 'utf8')) as Run));
} catch (error) {
  console.error(messageOf(error));
  process.exit(2);
}
