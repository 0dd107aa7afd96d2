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
  for (const { operator, what, rule, resource, refusal } of refusedResources) {
    const title = `the webhook of ${operator} refuses ${what}, as the linter does`;
    await checks.check('operators', title, async () => {
      const answer = (await api.refusalOf(resource)) ?? 'it is taken';
      if (!refusal.test(answer)) throw new Error(answer);
      const errors = errorsOf(resource);
      if (errors.join() !== rule) {
        throw new Error(
          `the linter finds ${errors.join(', ') || 'nothing'}, not ${rule}: ${answer}`,
        );
      }
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

function errorsOf(resource: KubeObject): string[] {
  return lint(readModel([{ value: resource }]))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule.id);
}
