import type { JaegerRole, PlacedOption } from '../../../model/jaeger/instances.ts';
import { optionMap } from '../../../upstream/jaeger/options.ts';
import { tlsOptionsProblem } from '../../../upstream/jaeger/rules.ts';
import type { Rule } from '../../rule.ts';

/** TLS options of a prefix without its `tls.enabled`, which the webhook adds for one prefix only. */
export const tlsOptions: Rule = {
  id: 'jaeger/tls-options',
  severity: 'error',
  rationale:
    'the webhook adds tls.enabled for one prefix only, and without it Jaeger exits when it has other tls options',
  source: 'jaeger-operator v1.51.0 apis/v1/jaeger_webhook.go; jaeger v1.51.0 pkg/config/tlscfg',
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
