import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import { elasticsearchReleaseProblem } from '../../../../upstream/elasticsearch/releases.ts';
import type { Rule } from '../../../rule.ts';

/** A release of Elasticsearch that the release of Jaeger does not work with. */
export const elasticsearchVersion: Rule = {
  id: 'storage/elasticsearch-version',
  severity: 'error',
  rationale: 'requests of Jaeger are refused, so it does not start or spans are lost',
  source: 'jaeger#4829 (Elasticsearch 8 since v1.52.0), jaeger#5448 (5 and 6 gone since v1.58.0)',
  *check(model) {
    const told = new Set<string>();
    for (const client of model.elasticsearchClients) {
      const version = releaseOf(client);
      if (version === undefined) continue;
      for (const server of client.servers) {
        const release = elasticsearchBackend(model, client, server)?.release;
        if (!release) continue;
        const problem = elasticsearchReleaseProblem(release.version, version);
        const key = `${server.object.order} ${server.path.join(' ')} ${problem}`;
        if (problem === undefined || told.has(key)) continue;
        told.add(key);
        yield { object: server.object, path: server.path, message: problem };
      }
    }
  },
};

function releaseOf({ kind, jaeger, collector }: ElasticsearchClient): string | undefined {
  if (kind === 'jaeger') return jaeger?.version;
  return kind === 'jaeger-v2' ? collector?.version : undefined;
}
