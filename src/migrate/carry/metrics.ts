import type { Jaeger } from '../../model/jaeger/instances.ts';
import { at, record, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Draft } from '../output/draft.ts';
import type { Source } from '../source/component.ts';
import { metricsName, placeOf, successorRole } from './flags.ts';

/** Has the tab Monitor of the UI ask the Prometheus that it asked before. */
export function carryMetrics({ spec }: Jaeger, source: Source, ledger: Ledger, draft: Draft): void {
  for (const { name, metrics } of source.roles) {
    const storage = record(at(spec, name, 'metricsStorage'));
    const path = ['spec', name, 'metricsStorage'];
    if (metrics !== 'prometheus') {
      for (const field of Object.keys(storage)) {
        ledger.at([...path, field]).dropped('only type prometheus is a storage of metrics');
      }
      continue;
    }
    const role = successorRole[name];
    const place = placeOf('metrics', source);
    const url = text(storage['server-url']);
    if (url !== undefined && draft.configured(role, [...place, 'endpoint']) === undefined) {
      draft.configure(role, [...place, 'endpoint'], url);
      ledger.at([...path, 'server-url']).carried(`spec.config.${[...place, 'endpoint'].join('.')}`);
    }
    ledger.at([...path, 'server-url']).dropped('prometheus.server-url stands over it');
    if (draft.configured(role, [...place, 'metric_namespace']) === undefined) {
      // v1 puts nothing before the names of metrics, v2 does (jaeger v2.20.0 internal/config/promcfg/config.go)
      draft.configure(role, [...place, 'metric_namespace'], '');
    }
    draft.configure(role, ['extensions', 'jaeger_query', 'storage', 'metrics'], metricsName);
    ledger.at([...path, 'type']).carried('spec.config.extensions.jaeger_query.storage.metrics');
  }
}
