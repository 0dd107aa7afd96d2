import type {
  ElasticsearchClient,
  ElasticsearchServer,
} from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchSecurity, hasLogin } from '../../../../model/elasticsearch/security.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import type { Location } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A client that gives no login, or speaks plain HTTP or HTTPS, where Elasticsearch wants it otherwise. */
export const elasticsearchLogin: Rule = {
  id: 'storage/elasticsearch-login',
  severity: 'error',
  rationale: 'Elasticsearch rejects the requests, so nothing is stored, found or deleted',
  source: 'jaeger-operator#471, #591; Elasticsearch 7.17 and 8.x, xpack.security settings',
  ignoreWhen: 'Elasticsearch allows anonymous access, or a proxy in between adds the login',
  visit(model) {
    const told = new Set<string>();
    return {
      *elasticsearchClient(client) {
        for (const server of client.servers) {
          for (const finding of serverFindings(model, client, server)) {
            // components and jobs of one Jaeger have these settings in one place
            const key = `${finding.object.order} ${finding.path.join(' ')}`;
            if (told.has(key)) continue;
            told.add(key);
            yield finding;
          }
        }
      },
    };
  },
};

function* serverFindings(
  model: Model,
  client: ElasticsearchClient,
  server: ElasticsearchServer,
): Iterable<Finding> {
  const backend = elasticsearchBackend(model, client, server);
  const wanted = backend && elasticsearchSecurity(backend);
  const { text, address, object, path } = server;
  const scheme = address?.scheme;
  if (wanted?.tls !== undefined && scheme !== undefined && (scheme === 'https') !== wanted.tls) {
    yield {
      object,
      path,
      message: `${client.label} must speak ${wanted.tls ? 'https' : 'http'} to this Elasticsearch, got '${text}'`,
    };
  }
  if (wanted?.login !== true || hasLogin(client)) return;
  yield {
    ...loginLocation(client),
    message: `${client.label} has no user for this Elasticsearch, which requires one: '${text}'`,
  };
}

/** Where the user would be given. */
function loginLocation({ jaeger, container, object, tls }: ElasticsearchClient): Location {
  if (jaeger) return { object: jaeger.object, path: ['spec', 'storage', 'secretName'] };
  if (container) return { object, path: [...container.path, 'env'] };
  const { location } = tls;
  return { object: location.object, path: [...location.path.slice(0, -1), 'auth'] };
}
