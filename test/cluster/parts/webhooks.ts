import { valid } from '../fixtures/samples.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import { at, type KubeObject } from '../harness/objects.ts';

/** A resource that the schema takes and an operator's webhook refuses. */
interface Refused {
  readonly what: string;
  readonly resource: KubeObject;
  readonly refusal: RegExp;
}

// source: jaeger-operator v1.65.0 apis/v1/options.go
const refusedByJaegerOperator: readonly Refused[] = [
  {
    what: 'a list of numbers as a flag',
    resource: valid.jaeger({ collector: { options: { 'log-level': [1] } } }),
    refusal: /invalid option type, expect: string/,
  },
];

// source: opentelemetry-operator v0.158.0 internal/webhook
const refusedByOtelOperator: readonly Refused[] = [
  {
    what: 'volume claims of a Deployment',
    resource: valid.collector({ mode: 'deployment', volumeClaimTemplates: [{}] }),
    refusal: /does not support the attribute 'volumeClaimTemplates'/,
  },
  {
    what: 'a port name of 16 characters',
    resource: valid.collector({ ports: [{ name: 'sixteen-letters-', port: 9999 }] }),
    refusal: /ports configuration is incorrect/i,
  },
];

/** The operators' own webhooks answer, through the Services and certificates of our manifests. */
export async function checkWebhooks(checks: Checks, { kubectl, api }: Cluster): Promise<void> {
  await kubectl.run(['create', 'namespace', 'samples']);
  const refused = {
    'jaeger-operator': refusedByJaegerOperator,
    'opentelemetry-operator': refusedByOtelOperator,
  };
  for (const operator of ['jaeger-operator', 'opentelemetry-operator'] as const) {
    for (const { what, resource, refusal } of refused[operator]) {
      const title = `the webhook of ${operator} refuses ${what}`;
      await checks.check('operators', title, async () => {
        const answer = (await api.refusalOf(resource)) ?? 'it is taken';
        if (!refusal.test(answer)) throw new Error(answer);
      });
    }
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
  await kubectl.run(['delete', 'namespace', 'samples', '--wait']);
}
