import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { storeKeys } from '../../../../model/elasticsearch/server.ts';
import type { Model } from '../../../../model/model.ts';
import { readsV2Since } from '../../../../upstream/elasticsearch/releases.ts';
import { plainIndexPrefix } from '../../../../upstream/jaeger/v2/releases.ts';
import { isAtLeast } from '../../../../upstream/values/version.ts';
import type { Rule } from '../../../rule.ts';

/** A query service of Jaeger v1 on indices that a Jaeger v2 writes, which it cannot read. */
export const oldQuery: Rule = {
  id: 'storage/old-query',
  severity: 'warning',
  rationale:
    'the old query service answers with an error when a trace or search result has a number or boolean among its tags',
  ignoreWhen:
    'nobody looks at traces through it any more, as in a migration that moves the query service first',
  source: 'jaeger#6998, jaeger#7199 (v1.69.0)',
  visit(model) {
    const written = new Set(
      model.elasticsearchClients
        .filter(({ kind, writes }) => kind === 'jaeger-v2' && writes)
        .flatMap((client) => places(model, client)),
    );
    return {
      *elasticsearchClient(client) {
        const { role, reads, label } = client;
        const version = role?.version ?? role?.jaeger?.version;
        if (!role || !reads || version === undefined || isAtLeast(version, readsV2Since)) return;
        if (!places(model, client).some((place) => written.has(place))) return;
        yield {
          path: [...role.path, 'image'],
          message: `${label} of Jaeger ${version} cannot read the spans that Jaeger v2 writes to the same indices: use the query of Jaeger v2, or release ${readsV2Since}`,
        };
      },
    };
  },
};

/** Elasticsearch and index prefix of a client. */
function places(model: Model, client: ElasticsearchClient): string[] {
  const { indexPrefix } = client;
  if (indexPrefix === undefined) return [];
  return storeKeys(model, client).map((key) => `${key} ${plainIndexPrefix(indexPrefix)}`);
}
