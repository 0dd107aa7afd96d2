import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Checks } from './harness/checks.ts';
import { killAll } from './harness/children.ts';
import { readManifests } from './harness/objects.ts';
import { runSuite } from './harness/run-suite.ts';
import { stackOf, synthesizeStacks } from './harness/stacks.ts';
import { UserCertificate } from './harness/user-certificate.ts';
import { runParts } from './parts.ts';
import { type Part, partNames, type Suite } from './suite.ts';

const usage = `usage: npm run test:cluster -- [--only PART]... [--manifests FOLDER] [--existing-cluster] [--within MINUTES]

  --only PART          run this part alone: ${partNames.join(', ')}
  --manifests FOLDER   test the manifests of this folder in place of the default stack and the examples
  --existing-cluster   use the cluster of KUBECONFIG, which must have cert-manager and nodes; objects are
                       created in it and deleted again
  --within MINUTES     leave out what there is no time for, and say so; without it there is time for everything`;

function isPart(name: string): name is Part {
  return partNames.some((part) => part === name);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      manifests: { type: 'string' },
      'existing-cluster': { type: 'boolean', default: false },
      within: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const unknown = values.only.filter((name) => !isPart(name));
  if (unknown.length > 0) throw new Error(`unknown part ${unknown.join(', ')}\n${usage}`);
  const minutes = minutesOf(values.within);
  const kubeconfig = values['existing-cluster'] ? process.env.KUBECONFIG : undefined;
  if (values['existing-cluster'] && !kubeconfig) {
    throw new Error(
      '--existing-cluster needs KUBECONFIG to name the kubeconfig file of the cluster',
    );
  }

  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
  const checks = new Checks();
  process.once('exit', () => {
    killAll();
    if (checks.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  });
  endAfter(minutes, checks);
  try {
    const certificate = await UserCertificate.issue(join(folder, 'user'));
    const examples = await synthesizeStacks({
      folder: join(folder, 'stacks'),
      certificate: certificate.path,
    });
    const stacks = values.manifests
      ? [stackOf(basename(values.manifests), readManifests(values.manifests), examples)]
      : examples;
    const chosen = values.only.length > 0 ? values.only.filter(isPart) : partNames;
    const suite: Suite = {
      checks,
      folder,
      stacks,
      certificate,
      parts: new Set(chosen),
      ...(kubeconfig ? { kubeconfig } : {}),
    };
    try {
      await runParts(suite);
    } catch (error) {
      await checks.check('suite', 'runs to its end', () => Promise.reject(error));
    }
  } finally {
    if (checks.count('failed') > 0) console.log(`logs of all processes: ${folder}`);
  }
  checks.summarize();
  return checks.count('failed') === 0 && checks.count('passed') > 0 ? 0 : 1;
}

function minutesOf(text: string | undefined): number | undefined {
  if (text !== undefined && !/^[1-9]\d*$/.test(text)) {
    throw new Error(`--within must be minutes, got ${text}\n${usage}`);
  }
  return text === undefined ? undefined : Number(text);
}

/** Ends the suite at a time with what it has seen by then; what it was about is no failure. */
function endAfter(minutes: number | undefined, checks: Checks): void {
  if (minutes === undefined) return;
  const end = () => {
    checks.skip(
      'suite',
      'all that comes after this',
      `there is no time left of ${minutes} minutes`,
    );
    checks.summarize();
    process.exit(checks.count('failed') === 0 ? 0 : 1);
  };
  setTimeout(end, minutes * 60_000).unref();
}

await runSuite(main);
