import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchSecurity, hasLogin } from '../../../../model/elasticsearch/security.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import type { Model } from '../../../../model/model.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A client that gives no login, or speaks plain HTTP or HTTPS, where Elasticsearch wants it otherwise. */
export const elasticsearchLogin: Rule = {
  id: 'storage/elasticsearch-login',
  severity: 'error',
  rationale: 'requests are refused, so nothing is stored, found or deleted',
  source: 'jaeger-operator#471, #591; Elasticsearch 7.17 and 8.x, xpack.security settings',
  *check(model) {
    const told = new Set<string>();
    for (const client of model.elasticsearchClients) {
      for (const finding of findings(model, client)) {
        const key = `${finding.object.order} ${finding.path.join(' ')}`;
        if (told.has(key)) continue;
        told.add(key);
        yield finding;
      }
    }
  },
};

function* findings(model: Model, client: ElasticsearchClient): Iterable<Finding> {
  const { label, jaeger, container, tls } = client;
  for (const server of client.servers) {
    const backend = elasticsearchBackend(model, client, server);
    const wanted = backend && elasticsearchSecurity(backend);
    const scheme = server.address?.scheme;
    if (wanted?.tls !== undefined && scheme !== undefined && (scheme === 'https') !== wanted.tls) {
      yield {
        object: server.object,
        path: server.path,
        message: `${label} must speak ${wanted.tls ? 'https' : 'http'} to this Elasticsearch, got '${server.text}'`,
      };
    }
    if (wanted?.login !== true || hasLogin(client)) continue;
    const place = jaeger
      ? { object: jaeger.object, path: ['spec', 'storage', 'secretName'] }
      : container
        ? { object: client.object, path: [...container.path, 'env'] }
        : { object: tls.location.object, path: [...tls.location.path.slice(0, -1), 'auth'] };
    yield {
      ...place,
      message: `${label} has no user for this Elasticsearch, which wants one: '${server.text}'`,
    };
  }
}
