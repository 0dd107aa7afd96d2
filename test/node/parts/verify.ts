import { setTimeout as sleep } from 'node:timers/promises';
import { tracing } from '../../cli/tracing.ts';
import { at, textAt } from '../../cluster/harness/objects.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { crashing } from '../harness/pods.ts';
import type { ClusterSuite, Part, Suite } from '../suite.ts';
import { faults } from './faults.ts';
import { operatedWorkloads, settledWorkloads } from './workloads.ts';

const NAMESPACE = 'tracing';
const TIMEOUT = '--timeout=25';
// an exporter that could not send at first tries again
const PATIENT = ['--timeout=60'];
const SETTLE_SECONDS = 120;
const OPERATOR = 'opentelemetry-operator';
const WEBHOOKS = `${OPERATOR}-mutating-webhook-configuration`;
const WEBHOOK_SERVICE = `${OPERATOR}-webhook-service`;
const CREDENTIALS = 'elasticsearch-credentials';
const MEND_SECONDS = 30;

/** `tracing verify` is green on the stack as it is, with a trace through each of its entrances. */
export async function checkGreen(suite: ClusterSuite, part: Part = 'verify'): Promise<void> {
  await suite.checks.check(part, 'a stack that works is green', async () => {
    const { code, stdout, stderr } = await verify(suite, suite.stack, PATIENT);
    if (code !== 0 || /^✗/m.test(stdout) || !/^✓ trace /m.test(stdout)) {
      throw new Error(`exit code ${code}:\n${stdout}${stderr}`);
    }
  });
}

/** `tracing verify` is green on the stack as it is, and names what is wrong when a webhook is cut off, or its CA is another's. */
export async function checkVerify(suite: Suite): Promise<void> {
  const { checks, cluster, stack } = suite;
  const { kubectl } = cluster;
  await checkGreen(suite);
  await checks.check('verify', 'a CA that is not that of the webhook is named', async () => {
    const annotation = 'cert-manager.io/inject-ca-from';
    const annotate = ['annotate', 'mutatingwebhookconfiguration', WEBHOOKS];
    const before = await kubectl.find('mutatingwebhookconfigurations', WEBHOOKS);
    if (before === undefined) throw new Error(`there is no ${WEBHOOKS}`);
    // or cert-manager would mend it
    await kubectl.run([...annotate, `${annotation}-`]);
    await kubectl.patch('mutatingwebhookconfiguration', WEBHOOKS, undefined, [
      { op: 'replace', path: '/webhooks/0/clientConfig/caBundle', value: otherCa(suite) },
    ]);
    try {
      await isRed(suite, stack, [new RegExp(WEBHOOKS), /certificate|CA/]);
    } finally {
      await kubectl.run([
        ...annotate,
        `${annotation}=${before.metadata.annotations?.[annotation]}`,
      ]);
      await injected(suite, textAt(before, 'webhooks', 0, 'clientConfig', 'caBundle'));
    }
  });
  await checks.check('verify', 'a webhook that leads to no pod is named', async () => {
    const selector = (label: string) => [
      { op: 'replace', path: '/spec/selector/app.kubernetes.io~1name', value: label },
    ];
    await kubectl.patch('service', WEBHOOK_SERVICE, NAMESPACE, selector('nobody'));
    try {
      await isRed(suite, stack, [new RegExp(WEBHOOK_SERVICE)]);
    } finally {
      await kubectl.patch('service', WEBHOOK_SERVICE, NAMESPACE, selector(OPERATOR));
    }
  });
  for (const { title, wanted, inside } of faults) {
    await checks.check('verify', `${title} is named`, () =>
      inside(suite, () => isRed(suite, stack, wanted)),
    );
  }
}

/** `tracing verify` names the store as what refuses Jaeger, when its password is wrong. */
export async function checkWrongPassword(suite: Suite, stack: Stack): Promise<void> {
  const { checks, cluster } = suite;
  const { kubectl } = cluster;
  const labels = 'app.kubernetes.io/component=collector,app.kubernetes.io/part-of=jaeger';
  const replaceCollectors = ['-n', NAMESPACE, 'delete', 'pod', '-l', labels];
  const secret = await kubectl.find('secrets', CREDENTIALS, NAMESPACE);
  await checks.check('verify', `${stack.name}: a wrong password is named`, async () => {
    const wrong = Buffer.from('wrong').toString('base64');
    const replace = { op: 'replace', path: '/data/ES_PASSWORD', value: wrong };
    await kubectl.patch('secret', CREDENTIALS, NAMESPACE, [replace]);
    await kubectl.run(replaceCollectors);
    try {
      await crashing(kubectl, NAMESPACE);
      await isRed(suite, stack, [/jaeger-collector → its store/, /password/]);
    } finally {
      const right = { op: 'replace', path: '/data', value: secret?.data };
      await kubectl.patch('secret', CREDENTIALS, NAMESPACE, [right]);
      await kubectl.run(replaceCollectors);
      await settledWorkloads(kubectl, operatedWorkloads(stack), SETTLE_SECONDS);
    }
  });
}

/** Runs `tracing verify` on what a stack was applied from. */
export function verify(
  { cluster }: ClusterSuite,
  { installation, files }: Stack,
  options: readonly string[] = [],
) {
  const paths = [...installation.files, ...files].map(({ path }) => path);
  const { kubeconfig } = cluster.kubectl.access;
  return tracing(['verify', ...paths, '--kubeconfig', kubeconfig, TIMEOUT, ...options]);
}

/** Throws unless it fails, with all of that in what it prints. */
async function isRed(suite: Suite, stack: Stack, wanted: readonly RegExp[]): Promise<void> {
  const { code, stdout, stderr } = await verify(suite, stack);
  const missing = wanted.filter((pattern) => !pattern.test(stdout));
  if (code === 1 && missing.length === 0) return;
  throw new Error(`exit code ${code}, without ${missing.join(', ')}:\n${stdout}${stderr}`);
}

/** Waits until cert-manager has written the CA again. */
async function injected({ cluster: { kubectl } }: Suite, ca: string): Promise<void> {
  const deadline = Date.now() + MEND_SECONDS * 1000;
  for (;;) {
    const found = await kubectl.find('mutatingwebhookconfigurations', WEBHOOKS);
    if (at(found, 'webhooks', 0, 'clientConfig', 'caBundle') === ca) return;
    if (Date.now() > deadline) throw new Error(`no CA again after ${MEND_SECONDS} s`);
    await sleep(500);
  }
}

/** A certificate that none of the webhooks has, as an object of the API holds it. */
function otherCa({ fronts }: Suite): string {
  return Buffer.from(fronts.certificate).toString('base64');
}
