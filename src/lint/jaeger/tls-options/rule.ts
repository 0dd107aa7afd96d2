import type { JaegerRole, PlacedOption } from '../../../model/jaeger/instances.ts';
import { optionMap } from '../../../upstream/jaeger/options.ts';
import { tlsOptionsProblem } from '../../../upstream/jaeger/rules.ts';
import type { Rule } from '../../rule.ts';
import { jaegerExample } from '../example.ts';

const example = (enabled: string) =>
  jaegerExample(`strategy: allInOne
allInOne:
  options:
    collector:
      grpc:
        tls:
          enabled: true
          cert: /var/run/secrets/kubernetes.io/tls.crt
          key: /var/run/secrets/kubernetes.io/tls.key
      otlp:
        grpc:
          tls:
            ${enabled}cert: /var/run/secrets/kubernetes.io/tls.crt
            key: /var/run/secrets/kubernetes.io/tls.key`);

/** TLS options of a prefix without its `tls.enabled`, which the webhook adds for one prefix only. */
export const tlsOptions: Rule = {
  id: 'jaeger/tls-options',
  severity: 'error',
  rationale:
    'the webhook adds tls.enabled for one prefix only, and without it Jaeger exits when it has other tls options',
  source: 'jaeger-operator v1.51.0 apis/v1/jaeger_webhook.go; jaeger v1.51.0 pkg/config/tlscfg',
  wrong: example(''),
  right: example('enabled: true\n            '),
  *check({ jaegers }) {
    for (const { object, roles, storageOptions } of jaegers) {
      const blocks: [readonly PlacedOption[], readonly JaegerRole[]][] = [
        [storageOptions, roles],
        ...roles.map((role): [readonly PlacedOption[], readonly JaegerRole[]] => [
          role.own,
          [role],
        ]),
      ];
      for (const [options, readers] of blocks) {
        const problem = tlsOptionsProblem(optionMap(options));
        const prefix = problem && /^(\S+)\.tls\.enabled/.exec(problem)?.[1];
        if (!prefix || readers.every((role) => isEnabled(role, prefix))) continue;
        const place =
          options.find(({ key }) => key === `${prefix}.tls.enabled`) ??
          options.find(({ key }) => key.startsWith(`${prefix}.tls.`));
        yield { object, path: place?.path ?? ['spec'], message: problem };
      }
    }
  },
};

function isEnabled({ options }: JaegerRole, prefix: string): boolean {
  return options.get(`${prefix}.tls.enabled`) === 'true';
}
