import { at, listAt } from '../../cluster/harness/objects.ts';
import type { Store } from '../../cluster/harness/store.ts';

const INDEX = 'tracing-jaeger-span-*';
const PAGE = 10_000;

/** Spans of a service that are stored, and how many of them a second time. */
export interface Counted {
  readonly stored: number;
  readonly twice: number;
}

/** Documents of a service. */
export async function documentsOf(store: Store, service: string): Promise<number> {
  const answer = await search(store, {
    size: 0,
    track_total_hits: true,
    query: { term: { 'process.serviceName': service } },
  });
  return Number(at(answer, 'hits', 'total', 'value'));
}

/** Counts spans by their ids, each. */
export async function countSpans(store: Store, service: string): Promise<Counted> {
  let [stored, documents] = [0, 0];
  for (let after: unknown; ; ) {
    const sources = [{ id: { terms: { field: 'spanID' } } }];
    const answer = await search(store, {
      size: 0,
      query: { term: { 'process.serviceName': service } },
      aggs: { spans: { composite: { size: PAGE, sources, ...(after ? { after } : {}) } } },
    });
    const buckets = listAt(answer, 'aggregations', 'spans', 'buckets');
    stored += buckets.length;
    documents += buckets.reduce((sum: number, one) => sum + Number(at(one, 'doc_count')), 0);
    after = at(answer, 'aggregations', 'spans', 'after_key');
    if (after === undefined) return { stored, twice: documents - stored };
  }
}

function search(store: Store, request: object): Promise<unknown> {
  const source = encodeURIComponent(JSON.stringify(request));
  return store.get(`/${INDEX}/_search?source=${source}&source_content_type=application/json`);
}
