import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import { elasticsearchReleaseProblem } from '../../../../upstream/elasticsearch/releases.ts';
import type { Rule } from '../../../rule.ts';

/** A release of Elasticsearch that the release of Jaeger does not work with. */
export const elasticsearchVersion: Rule = {
  id: 'storage/elasticsearch-version',
  severity: 'error',
  rationale:
    'this release of Elasticsearch rejects requests of this Jaeger, so Jaeger fails to start or loses spans',
  source: 'jaeger#4829 (Elasticsearch 8 since v1.52.0), jaeger#5448 (5 and 6 gone since v1.58.0)',
  ignoreWhen:
    'a proxy in front of Elasticsearch, or an image of Jaeger of your own, makes the two releases compatible',
  visit(model) {
    const told = new Set<string>();
    return {
      *elasticsearchClient(client) {
        const version = releaseOf(client);
        if (version === undefined) return;
        for (const server of client.servers) {
          const { object, path } = server;
          const release = elasticsearchBackend(model, client, server)?.release;
          const message = release && elasticsearchReleaseProblem(release.version, version);
          const key = `${object.order} ${path.join(' ')} ${message}`;
          if (message === undefined || told.has(key)) continue;
          told.add(key);
          yield { object, path, message };
        }
      },
    };
  },
};

function releaseOf({ kind, jaeger, collector }: ElasticsearchClient): string | undefined {
  if (kind === 'jaeger') return jaeger?.version;
  return kind === 'jaeger-v2' ? collector?.version : undefined;
}
