import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Checks, messageOf } from '../cluster/harness/checks.ts';
import { ExistingCluster } from '../cluster/harness/cluster.ts';
import { say } from '../cluster/harness/progress.ts';
import { type Stack, synthesizeStacks } from '../cluster/harness/stacks.ts';
import { UserCertificate } from '../cluster/harness/user-certificate.ts';
import { checkWebhooks } from '../cluster/parts/webhooks.ts';
import { workFolder } from './elsewhere.ts';
import { type NodeCluster, startCluster, startSupport } from './harness/cluster.ts';
import { ENTRANCE } from './harness/enclosure.ts';
import { Outside } from './harness/outside.ts';
import type { Parts, StackParts } from './harness/parts.ts';
import { StoreFronts } from './harness/store-fronts.ts';
import { furnish, provideVolumes, smallManifests } from './harness/surroundings.ts';
import { checkApplications } from './parts/applications.ts';
import { checkDefault, type Looks } from './parts/default.ts';
import { checkExamples } from './parts/examples.ts';
import { checkInjection } from './parts/injection.ts';
import { isMeasured, Measurements, walled } from './parts/measurements.ts';
import { checkModel } from './parts/model.ts';
import { checkNode } from './parts/node.ts';
import { checkOpenSearch, openSearch } from './parts/opensearch.ts';
import { checkPlan } from './parts/plan.ts';
import { checkPolicies } from './parts/policies.ts';
import { checkRestricted } from './parts/restricted.ts';
import { checkSentOutside } from './parts/sent-outside.ts';
import { checkTailSampling } from './parts/tail-sampling.ts';
import { checkTiers, tiers } from './parts/tiers.ts';
import { checkTrace } from './parts/trace.ts';
import { checkTraced } from './parts/traced.ts';
import { checkUpgrade, releaseBefore } from './parts/upgrade.ts';
import { checkVerify, checkWrongPassword } from './parts/verify.ts';
import { type Part, rareParts, type Suite } from './suite.ts';

/** An example whose store wants a password, and that has no Secret of it but what the suite gives it. */
const withPassword = 'own-chart';
/** Parts that the default stack has nothing to do with. */
const besideDefault: readonly Part[] = ['examples', 'policies'];

/** What the process outside of the namespaces has prepared. */
export interface Run {
  /** Name of the folder and of the control group. */
  readonly name: string;
  readonly folder: string;
  readonly parts: Parts;
  /** Parts that were asked for; all, when empty. */
  readonly only: readonly Part[];
  /** Names of stacks that were asked for; all, when empty. */
  readonly stacks: readonly string[];
  /** Whether nothing is checked, and the cluster stays. */
  readonly stay: boolean;
  /** For how long examples are begun, counted from the start. */
  readonly minutes?: number;
  /** Folder that takes what was measured. */
  readonly record?: string;
}

async function main(run: Run): Promise<number> {
  const checks = new Checks();
  try {
    const node = await startCluster(run.parts, run.folder, run.name);
    if (run.stay && run.parts.stack) return await stay(node, run.parts.stack, run.folder);
    await checkNode(checks, node);
    if (run.parts.stack) await checkStack(run, run.parts.stack, checks, node);
  } catch (error) {
    await checks.check('suite', 'runs to its end', () => Promise.reject(error));
  }
  checks.summarize();
  return checks.count('failed') === 0 && checks.count('passed') > 0 ? 0 : 1;
}

/** Gives the cluster what the stack stands on, tells how it is reached, and waits until somebody ends it. */
async function stay(node: NodeCluster, parts: StackParts, folder: string): Promise<never> {
  const { kubectl } = node.plane;
  await startSupport(node, parts, folder);
  await provideVolumes(kubectl, parts.thanos, folder);
  console.log(`the cluster stays until this is interrupted; from another shell:
  nsenter --net=/proc/${process.env[ENTRANCE]}/ns/net env KUBECONFIG=${kubectl.access.kubeconfig} PATH="${dirname(kubectl.access.kubectl)}:$PATH" bash`);
  // a promise alone does not keep a process
  setInterval(() => undefined, 60_000);
  return new Promise(() => undefined);
}

async function checkStack(
  { folder, only, stacks: named, minutes = Number.POSITIVE_INFINITY, record }: Run,
  parts: StackParts,
  checks: Checks,
  node: NodeCluster,
): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  const wanted = (part: Part): boolean =>
    only.length === 0 ? !rareParts.includes(part) : only.includes(part);
  for (const substitute of parts.substitutes) say(`not upstream's: ${substitute}`);
  const manifests = smallManifests(join(folder, 'manifests'));
  const certificate = await UserCertificate.issue(join(folder, 'certificate'));
  const [store, [stack, ...examples]] = await Promise.all([
    startSupport(node, parts, folder),
    // Jaeger v2 in the release that is built here
    synthesizeStacks({
      folder: join(folder, 'stacks'),
      certificate: certificate.path,
      imports: ['test/cluster/fixtures/jaeger-2.13.ts'],
      manifests,
      apps: [walled, tiers, openSearch, releaseBefore].map((name) => `test/node/stacks/${name}.ts`),
      // one for several clusters is named with each of them
      isWanted: (app) => isChosen(app, appsOf(named), wanted),
    }),
  ]);
  if (stack === undefined) throw new Error('there must be a default stack');
  const earlier = examples.find(({ name }) => name === releaseBefore);
  const unknown = named.filter((name) => ![stack, ...examples].some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`there is no stack ${unknown.join(', ')}`);
  const work = workFolder(folder, stack, manifests);
  const fronts = await StoreFronts.start(store, folder);
  const { kubectl, api } = node.plane;
  const cluster = new ExistingCluster(kubectl, api, certificate, parts.releases);
  const images = new Set(parts.images.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
  const outside = new Outside(folder, parts.receivers);
  const suite: Suite = { checks, cluster, node, store, fronts, outside, images, work, stack };
  await furnish(suite, parts, folder);
  const measurements = new Measurements(parts);
  const measure = async (what: 'evening' | 'chaos', one: Stack): Promise<void> => {
    await measurements[what](suite, one);
    // at once, since a run may be ended before its end
    if (record !== undefined) measurements.write(record);
  };
  const isBeside = only.length > 0 && only.every((part) => besideDefault.includes(part));
  if (named.length === 0 ? !isBeside : named.includes(stack.name)) {
    const looks: Looks = {
      trace: () => checkTrace(suite),
      model: () => checkModel(suite, stack),
      restricted: () => checkRestricted(suite, stack),
      webhooks: () => checkWebhooks(checks, cluster),
      evening: () => measure('evening', stack),
      chaos: () => measure('chaos', stack),
      injection: () => checkInjection(suite),
      verify: () => checkVerify(suite),
    };
    const before = await checkDefault(suite, looks, wanted);
    if (wanted('plan')) await checkPlan(suite, before, () => checkTrace(suite, 'plan'));
    if (earlier) await checkUpgrade(suite, before, earlier);
  }
  const chosen = examples
    .filter(({ name }) => name !== releaseBefore && isChosen(name, named, wanted))
    // the others may have to be left out
    .toSorted((a, b) => Number(isMeasured(b.name)) - Number(isMeasured(a.name)));
  if (chosen.length === 0) return;
  const measureExample = async (example: Stack): Promise<void> => {
    const walls = example.name === walled && wanted('policies');
    if (walls) await checkPolicies(suite, example);
    if (walls || wanted('evening')) await measure('evening', example);
    if (wanted('chaos')) await measure('chaos', example);
  };
  const visit = async (example: Stack): Promise<void> => {
    if (wanted('examples') || wanted('verify')) await checkExample(suite, example);
    if (wanted('restricted')) await checkRestricted(suite, example);
    await measureExample(example);
    if (wanted('verify') && example.name === withPassword) await checkWrongPassword(suite, example);
  };
  await checkExamples(suite, chosen, visit, until);
}

/** What is looked at on one example or another. */
async function checkExample(suite: Suite, example: Stack): Promise<void> {
  await checkTraced(suite, example);
  await checkSentOutside(suite, example);
  await checkTailSampling(suite, example);
  await checkApplications(suite, example);
  await checkTiers(suite, example);
  await checkOpenSearch(suite, example);
}

function appsOf(stacks: readonly string[]): string[] {
  return stacks.map((name) => name.split('/')[0] ?? name);
}

/** Whether an example is applied: when it is named or nothing is, and for an evening of its own. */
function isChosen(name: string, named: readonly string[], wanted: (part: Part) => boolean) {
  // the default stack takes its place
  if (name === releaseBefore) return wanted('upgrade') && isChosenDefault(named);
  if (named.length > 0) return named.includes(name);
  return (
    wanted('examples') ||
    ((wanted('evening') || wanted('chaos')) && isMeasured(name)) ||
    (wanted('verify') && name === withPassword) ||
    (wanted('policies') && name === walled)
  );
}

function isChosenDefault(named: readonly string[]): boolean {
  return named.length === 0 || named.includes('default');
}

try {
  const [file = ''] = process.argv.slice(2);
  // what it has started runs on, and ends with the namespace
  process.exit(await main(JSON.parse(readFileSync(file, 'utf8')) as Run));
} catch (error) {
  console.error(messageOf(error));
  process.exit(2);
}
