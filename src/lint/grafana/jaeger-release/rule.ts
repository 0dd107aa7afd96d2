import { datasourceApiGoneSince } from '../../../upstream/jaeger/v2/servers.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A Jaeger data source for a Jaeger that does not answer under the paths that Grafana asks. */
export const jaegerRelease: Rule = {
  id: 'grafana/jaeger-release',
  severity: 'warning',
  rationale:
    'Jaeger has removed the API paths that this data source queries for services, operations and searches',
  ignoreWhen: "your release of Grafana queries Jaeger's API v3 for all of them",
  since: `jaeger ${datasourceApiGoneSince}`,
  source: 'jaeger#9260, jaeger#9554; grafana#109728, grafana#112336',
  visit: () => ({
    *edge({ sender, target }) {
      if (sender.kind !== 'grafana' || sender.protocol !== 'jaeger-query') return;
      const collector = target.kind === 'service' ? target.service.collector : undefined;
      const { distribution, version } = collector ?? {};
      if (distribution !== 'jaeger' || version === undefined) return;
      if (!isAtLeast(version, datasourceApiGoneSince)) return;
      yield {
        message: `data source ${sender.label} must lead to a Jaeger before ${datasourceApiGoneSince}, got ${version}`,
      };
    },
  }),
};
