import type { ElasticsearchClient } from '../../model/elasticsearch/clients.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import type { QueryApi } from './query.ts';

/**
 * Query APIs that should find what others store: those that read the same indices or, where none does, the same search store. Where none
 * reads that either, or the store is another kind of one, any may.
 */
export function readersOf(
  { elasticsearchClients }: Model,
  stores: ReadonlySet<KubeObject>,
  apis: readonly QueryApi[],
): readonly QueryApi[] {
  const written = elasticsearchClients.filter(({ object, writes }) => writes && stores.has(object));
  for (const isSame of [haveSameIndices, haveSameServers]) {
    const found = apis.filter(({ owner }) =>
      elasticsearchClients.some(
        (client) =>
          client.object === owner && client.reads && written.some((one) => isSame(one, client)),
      ),
    );
    if (found.length > 0) return found;
  }
  return apis;
}

function haveSameIndices(one: ElasticsearchClient, other: ElasticsearchClient): boolean {
  return haveSameServers(one, other) && one.indexPrefix === other.indexPrefix;
}

function haveSameServers(one: ElasticsearchClient, other: ElasticsearchClient): boolean {
  const texts = (client: ElasticsearchClient) =>
    client.servers
      .map(({ text }) => text)
      .sort()
      .join();
  return texts(one) === texts(other);
}
