import { type JaegerRole, optionOf, type PlacedOption } from '../../../model/jaeger/roles.ts';
import { optionMap } from '../../../upstream/jaeger/options.ts';
import { tlsOptionsProblem, unusedTlsRefusedSince } from '../../../upstream/jaeger/rules.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** TLS options of a prefix without its `tls.enabled`, which the webhook adds for one prefix only. */
export const tlsOptions: Rule = {
  id: 'jaeger/tls-options',
  severity: 'error',
  rationale:
    'Jaeger exits when a prefix has tls options without its tls.enabled, which the webhook adds for one prefix only',
  source: 'jaeger-operator v1.51.0 apis/v1/jaeger_webhook.go; jaeger v1.51.0 pkg/config/tlscfg',
  ignoreWhen:
    'the file that config-file names sets tls.enabled for that prefix; the linter does not read it',
  visit: () => ({
    *jaeger({ roles, storageOptions }) {
      const blocks: [readonly PlacedOption[], readonly JaegerRole[]][] = [
        [storageOptions, roles],
        ...roles.map((role): [readonly PlacedOption[], readonly JaegerRole[]] => [
          role.own,
          [role],
        ]),
      ];
      for (const [options, readers] of blocks) {
        const message = tlsOptionsProblem(optionMap(options));
        const prefix = message && /^(\S+)\.tls\.enabled/.exec(message)?.[1];
        if (!prefix || readers.every((role) => isEnabled(role, prefix))) continue;
        const written =
          options.find(({ key }) => key === `${prefix}.tls.enabled`) ??
          options.find(({ key }) => key.startsWith(`${prefix}.tls.`));
        yield { path: written?.path ?? ['spec'], message };
      }
    },
    *jaegerRole(role) {
      const { jaeger, options, version, untold } = role;
      if (jaeger || !version || !isAtLeast(version, unusedTlsRefusedSince)) return;
      const set = new Map([...options].filter(([, value]) => value !== 'false'));
      const message = tlsOptionsProblem(set, true);
      const prefix = message && /^(\S+)\.tls\.enabled/.exec(message)?.[1];
      if (!prefix || untold.has(`${prefix}.tls.enabled`) || !role.complete) return;
      const [key] = [...set.keys()].filter((candidate) => candidate.startsWith(`${prefix}.tls.`));
      const written = optionOf(role, `${prefix}.tls.enabled`) ?? optionOf(role, key ?? '');
      if (written) yield { object: written.object, path: written.path, message };
    },
  }),
};

function isEnabled({ options }: JaegerRole, prefix: string): boolean {
  return options.get(`${prefix}.tls.enabled`) === 'true';
}
