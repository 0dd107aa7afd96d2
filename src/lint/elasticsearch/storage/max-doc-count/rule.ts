import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { optionOf } from '../../../../model/jaeger/roles.ts';
import type { Location } from '../../../../model/kubernetes/objects.ts';
import { resultWindow } from '../../../../upstream/elasticsearch/releases.ts';
import { settingNumber } from '../../../../upstream/values/settings.ts';
import { own } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A reader that asks for more documents at once than Elasticsearch gives out. */
export const maxDocCount: Rule = {
  id: 'storage/max-doc-count',
  severity: 'warning',
  rationale:
    'Elasticsearch rejects every search for more than index.max_result_window documents, so traces are stored but never found',
  ignoreWhen: 'index.max_result_window is raised in the index templates, or on all indices',
  source:
    'jaeger-ui#858; Elasticsearch 7 to 9, index.max_result_window; jaeger v1.51.0 plugin/storage/es/options.go',
  visit() {
    const told = new Set<string>();
    return {
      *elasticsearchClient(client) {
        const written = client.reads ? maxDocCountOf(client) : undefined;
        if (!written || !(written.count > resultWindow)) return;
        const { object, path, count } = written;
        const key = `${object.order} ${path.join(' ')}`;
        if (told.has(key)) return;
        told.add(key);
        const message = `${client.label} must ask for at most ${resultWindow} documents, which is index.max_result_window, got ${count}`;
        yield { object, path, message };
      },
    };
  },
};

function maxDocCountOf({
  role,
  backend,
}: ElasticsearchClient): (Location & { readonly count: number }) | undefined {
  const option = role && optionOf(role, 'es.max-doc-count');
  if (option) return { object: option.object, path: option.path, count: Number(option.value) };
  const count = settingNumber(own(backend?.value, 'max_doc_count'));
  return backend && count !== undefined
    ? { object: backend.object, path: [...backend.path, 'max_doc_count'], count }
    : undefined;
}
