import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checks, messageOf } from '../cluster/harness/checks.ts';
import { ExistingCluster } from '../cluster/harness/cluster.ts';
import { inventory } from '../cluster/harness/inventory.ts';
import { say } from '../cluster/harness/progress.ts';
import { synthesizeStacks } from '../cluster/harness/stacks.ts';
import { UserCertificate } from '../cluster/harness/user-certificate.ts';
import { checkWebhooks } from '../cluster/parts/webhooks.ts';
import { type NodeCluster, startCluster, startSupport } from './harness/cluster.ts';
import type { Parts, StackParts } from './harness/parts.ts';
import { furnish } from './harness/surroundings.ts';
import { checkApply } from './parts/apply.ts';
import { checkDelete } from './parts/delete.ts';
import { checkExamples } from './parts/examples.ts';
import { checkModel } from './parts/model.ts';
import { checkNode } from './parts/node.ts';
import { checkTrace } from './parts/trace.ts';
import type { Part, Suite } from './suite.ts';

/** What the process outside of the namespaces has prepared. */
export interface Run {
  /** Name of the folder and of the control group. */
  readonly name: string;
  readonly folder: string;
  readonly parts: Parts;
  /** Parts that were asked for; all, when empty. */
  readonly only: readonly Part[];
}

async function main(run: Run): Promise<number> {
  const checks = new Checks();
  try {
    const node = await startCluster(run.parts, run.folder, run.name);
    await checkNode(checks, node);
    if (run.parts.stack) await checkStack(run, run.parts.stack, checks, node);
  } catch (error) {
    await checks.check('suite', 'runs to its end', () => Promise.reject(error));
  }
  checks.summarize();
  return checks.count('failed') === 0 && checks.count('passed') > 0 ? 0 : 1;
}

async function checkStack(
  { folder, only }: Run,
  parts: StackParts,
  checks: Checks,
  node: NodeCluster,
): Promise<void> {
  const wanted = (part: Part): boolean => only.length === 0 || only.includes(part);
  for (const substitute of parts.substitutes) say(`not upstream's: ${substitute}`);
  const certificate = await UserCertificate.issue(join(folder, 'certificate'));
  const [store, [stack, ...examples]] = await Promise.all([
    startSupport(node, parts, folder),
    synthesizeStacks(join(folder, 'stacks'), certificate.path),
  ]);
  if (stack === undefined) throw new Error('there must be a default stack');
  const work = join(folder, 'work');
  cpSync(join(folder, 'stacks', stack.name), join(work, 'dist'), { recursive: true });
  cpSync('manifests', join(work, 'manifests'), { recursive: true });
  const { kubectl, api } = node.plane;
  const cluster = new ExistingCluster(kubectl, api, certificate, parts.releases);
  const images = new Set(parts.images.map((image) => image.name));
  const suite: Suite = { checks, cluster, node, store, images, work, stack };
  await furnish(suite, folder);
  const before = await inventory(api);
  if (await checkApply(suite)) {
    if (wanted('trace')) await checkTrace(suite);
    if (wanted('model')) await checkModel(suite, stack);
    if (wanted('webhooks')) await checkWebhooks(checks, cluster);
  }
  await checkDelete(suite, before);
  if (wanted('examples')) await checkExamples(suite, examples);
}

try {
  const [file = ''] = process.argv.slice(2);
  // what it has started runs on, and ends with the namespace
  process.exit(await main(JSON.parse(readFileSync(file, 'utf8')) as Run));
} catch (error) {
  console.error(messageOf(error));
  process.exit(2);
}
