import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';
import { refusedResources } from '../fixtures/refused.ts';
import { valid } from '../fixtures/samples.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import { at, type KubeObject } from '../harness/objects.ts';

/** The operators' own webhooks answer, through the Services and certificates of our manifests. */
export async function checkWebhooks(checks: Checks, { kubectl, api }: Cluster): Promise<void> {
  await kubectl.run(['create', 'namespace', 'samples']);
  for (const { operator, what, resource, refusal } of refusedResources) {
    const title = `the webhook of ${operator} refuses ${what}, as the linter does`;
    await checks.check('operators', title, async () => {
      const answer = (await api.refusalOf(resource)) ?? 'it is taken';
      if (!refusal.test(answer)) throw new Error(answer);
      if (!isRefused(resource)) throw new Error(`the linter takes it; the webhook: ${answer}`);
    });
  }
  await checks.check(
    'operators',
    'the webhook of jaeger-operator completes TLS flags',
    async () => {
      const flag = 'collector.http.tls.cert';
      const answer = await api.dryRun(
        valid.jaeger({ collector: { options: { [flag]: '/certs/server.crt' } } }),
      );
      const options =
        'stored' in answer ? at(answer.stored, 'spec', 'collector', 'options') : answer.refusal;
      if (at(options, 'collector.http.tls.enabled') !== 'true')
        throw new Error(JSON.stringify(options));
    },
  );
  await kubectl.run(['delete', 'namespace', 'samples', '--wait=false']);
}

function isRefused(resource: KubeObject): boolean {
  return lint(readModel([{ value: resource }])).some(({ severity }) => severity === 'error');
}
