import { metricsProblems } from '../../constructs/jaeger/v2/metrics.ts';
import { at, record, text } from '../../upstream/values/unknown.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Draft } from '../output/draft.ts';
import type { Source } from '../source/component.ts';
import { placeOf, successorRole } from './flags.ts';

/**
 * Has the tab Monitor of the UI ask the Prometheus that it asked before.
 *
 * @param spec - of a Jaeger, where it is one
 */
export function carryMetrics(spec: unknown, source: Source, ledger: Ledger, draft: Draft): void {
  for (const { name, metrics, version } of source.roles) {
    const storage = record(at(spec, name, 'metricsStorage'));
    const path = ['spec', name, 'metricsStorage'];
    if (metrics !== 'prometheus') {
      for (const field of Object.keys(storage)) {
        ledger.at([...path, field]).dropped('only type prometheus is a storage of metrics');
      }
      continue;
    }
    const url = text(storage['server-url']);
    const place = placeOf('metrics', source);
    const flag = text(draft.lift([...place, 'endpoint']));
    const mark = ledger.at([...path, 'server-url']);
    const given = flag ?? url ?? usualUrl;
    const prometheusUrl = given.replace(login, '$1');
    if (flag !== undefined) mark.dropped('prometheus.server-url takes precedence');
    else if (prometheusUrl === given)
      mark.carried(`spec.config.${[...place, 'endpoint'].join('.')}`);
    else {
      mark.none(
        'the URL of a Jaeger v2 holds no user: set auth of the metric backend by extraConfig, with variables of a Secret',
      );
    }
    ledger.at([...path, 'type']).carried('spec.config.extensions.jaeger_query.storage.metrics');
    const props = { prometheusUrl, spanMetrics: false };
    const [problem] = metricsProblems(props).filter((one) => one !== undefined);
    if (problem !== undefined) throw mark.refusal(problem);
    draft.props.metrics = props;
    keepNames(draft, successorRole[name], place, version);
  }
}

/** User and password of a URL. */
const login = /^(\w+:\/\/)[^/@]*@/;

/** Has v2 ask for metrics by the names that a release of v1 asked for. */
function keepNames(
  draft: Draft,
  role: Parameters<Draft['configure']>[0],
  place: Path,
  version: string | undefined,
): void {
  for (const [setting, value] of Object.entries(usualNames(version))) {
    const known = draft.configured(role, [...place, setting]);
    if (known === undefined) draft.configure(role, [...place, setting], value);
  }
}

/** Where Jaeger v1 asked unless told otherwise (jaeger v1.76.0 internal/storage/metricstore/prometheus/options.go). */
const usualUrl = 'http://localhost:9090';

/**
 * What a release of Jaeger v1 made of names of metrics unless told otherwise, where v2 makes something else of them. A release that
 * is not known is taken for a new one.
 *
 * Source: jaeger v1.76.0 internal/storage/metricstore/prometheus/options.go and #6007, of v1.62.0.
 */
function usualNames(version: string | undefined): Record<string, unknown> {
  const isOld = version !== undefined && !isAtLeast(version, namespaceSince);
  return {
    ...(isOld && { metric_namespace: '' }),
    normalize_calls: false,
    normalize_duration: false,
  };
}

const namespaceSince = '1.62.0';
