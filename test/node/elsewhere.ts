import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { awaitNothingNew, inventory } from '../cluster/harness/inventory.ts';
import { ProgramFailed } from '../cluster/harness/run-program.ts';
import { type Stack, synthesizeStacks } from '../cluster/harness/stacks.ts';
import { UserCertificate } from '../cluster/harness/user-certificate.ts';
import { checkWebhooks } from '../cluster/parts/webhooks.ts';
import { isSurrounding, smallManifests, whileFurnished } from './harness/surroundings.ts';
import { checkDefault, type Looks } from './parts/default.ts';
import { checkPlan } from './parts/plan.ts';
import { checkRestricted } from './parts/restricted.ts';
import { type ClusterSuite, type Part, rareParts } from './suite.ts';

const GONE_SECONDS = 120;

/** Why parts are left out, by part. */
export type LeftOut = Readonly<Partial<Record<Part, string>>>;

/** What is done on a cluster that is no node of our own. */
export interface Elsewhere {
  /** Parts that were asked for; all, when empty. */
  readonly only: readonly Part[];
  readonly leftOut: LeftOut;
  /** Looks at what runs, beside those that need no program to run. */
  readonly looks: Looks;
  /** Looks for a trace in the stack that `tracing apply` has applied. */
  readonly traced: () => Promise<void>;
}

/** The default stack, with what the commands of docs/apply.md are run in. */
export async function defaultStack(
  folder: string,
): Promise<{ stack: Stack; work: string; certificate: UserCertificate }> {
  const manifests = smallManifests(join(folder, 'manifests'));
  const certificate = await UserCertificate.issue(join(folder, 'certificate'));
  const stacks = join(folder, 'stacks');
  const [stack] = await synthesizeStacks({
    folder: stacks,
    certificate: certificate.path,
    manifests,
    isWanted: () => false,
  });
  if (stack === undefined) throw new Error('there must be a default stack');
  return { stack, work: workFolder(folder, stack, manifests), certificate };
}

/** Makes a folder with `dist/` and `manifests/`, as the README has them, out of a stack in `stacks/`. */
export function workFolder(folder: string, { name }: Stack, manifests: string): string {
  const work = join(folder, 'work');
  cpSync(join(folder, 'stacks', name), join(work, 'dist'), { recursive: true });
  cpSync(manifests, join(work, 'manifests'), { recursive: true });
  return work;
}

/** Runs the parts that need no more than the API of a cluster, says what it leaves out, and takes away all that it has put in. */
export async function checkElsewhere(suite: ClusterSuite, elsewhere: Elsewhere): Promise<void> {
  const { checks, cluster, stack } = suite;
  const { only, leftOut, traced } = elsewhere;
  const wanted = (part: Part): boolean =>
    only.length === 0 ? !rareParts.includes(part) : only.includes(part);
  for (const [part, reason] of Object.entries(leftOut) as [Part, string][]) {
    if (wanted(part)) checks.skip(part, 'all of it', reason);
  }
  const looks: Looks = {
    restricted: () => checkRestricted(suite, stack),
    webhooks: () => checkWebhooks(checks, cluster),
    ...elsewhere.looks,
  };
  const untouched = await inventory(cluster.api);
  await whileFurnished(suite, async () => {
    try {
      const before = await checkDefault(suite, looks, wanted);
      if (wanted('plan')) await checkPlan(suite, before, traced);
    } finally {
      if (checks.count('failed') > 0) await clear(suite);
    }
  });
  await checks.check('delete', 'nor is anything of what was there for it', () =>
    awaitNothingNew(cluster.api, untouched, GONE_SECONDS),
  );
}

/** Takes away what commands that failed have left, the last first, as operators remove what they have made. */
async function clear({ cluster: { kubectl }, stack, work }: ClusterSuite): Promise<void> {
  const files = [...stack.installation.files, ...stack.files].filter(
    ({ objects }) => !objects.some((object) => isSurrounding(object, work)),
  );
  for (const { path } of files.toReversed()) {
    try {
      await kubectl.run(['delete', '--ignore-not-found', '--timeout=90s', '-f', path]);
    } catch (error) {
      // its kind may be gone already
      if (!(error instanceof ProgramFailed)) throw error;
    }
  }
}
