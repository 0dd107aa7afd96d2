import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { storeKeys } from '../../../../model/elasticsearch/server.ts';
import { groupBy } from '../../../../model/kubernetes/group.ts';
import type { Model } from '../../../../model/model.ts';
import { meantVariable, prefixVariable } from '../../../../upstream/elasticsearch/index-jobs.ts';
import { plainIndexPrefix } from '../../../../upstream/jaeger/v2/releases.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A reader or an index job that looks for other indices than Jaeger writes. */
export const indexPrefixDiffers: Rule = {
  id: 'storage/index-prefix-differs',
  severity: 'error',
  rationale:
    'a query service with another index prefix finds no traces, and a cleaner with another one deletes nothing until the disk is full',
  source: 'jaeger#3228, jaeger#3477, jaeger#6236; jaeger v1.51.0 plugin/storage/es',
  ignoreWhen:
    'the reader should show, or the job should delete, the indices of another Jaeger outside the manifests',
  *check(model) {
    const { elasticsearchClients } = model;
    const instances = groupBy(
      elasticsearchClients,
      (client) => client.jaeger ?? client.workload ?? client.collector,
    );
    for (const clients of instances.values()) yield* withinInstance(clients);
    yield* acrossInstances(model);
  },
};

/** Components and jobs of one Jaeger must agree among themselves. */
function* withinInstance(clients: readonly ElasticsearchClient[]): Iterable<Finding> {
  const writer = clients.find(
    ({ jaeger, writes, indexPrefix }) => jaeger && writes && indexPrefix !== undefined,
  );
  if (!writer) return;
  const told = new Set<string>();
  for (const client of clients) {
    if (client.indexPrefix === undefined || client.indexPrefix === writer.indexPrefix) continue;
    // the prefix stands where one of the two sets it; where neither does, both have none
    const location = writer.indexPrefix === '' ? client.prefixLocation : writer.prefixLocation;
    const key = location.path.join(' ');
    if (told.has(key)) continue;
    told.add(key);
    const readers = clients.filter(({ indexPrefix }) => indexPrefix === client.indexPrefix);
    yield {
      ...location,
      message: `${writer.label} has ${quoted(writer.indexPrefix)}, but ${labels(readers)} ${readers.length > 1 ? 'have' : 'has'} ${quoted(client.indexPrefix)}: set es.index-prefix under storage.options, for all of them`,
    };
  }
}

/** Written jobs, and readers without a writer of their own, must agree with one of those that write to their Elasticsearch. */
function* acrossInstances(model: Model): Iterable<Finding> {
  const { elasticsearchClients } = model;
  if (mayWriteAnything(model)) return;
  const spans = writtenPrefixes(model, ({ writes, indexPrefix }) =>
    writes ? indexPrefix : undefined,
  );
  const others = writtenPrefixes(model, ({ sidePrefix }) => sidePrefix);
  const anywhere = new Set(
    elasticsearchClients
      .filter(writesAnywhere)
      .flatMap(({ indexPrefix: own, sidePrefix }) => [own, sidePrefix]),
  );
  for (const client of elasticsearchClients) {
    if (client.writes || !client.reads || client.jaeger || isUncertain(client)) continue;
    const prefix = asInVersion1(client, client.indexPrefix ?? '');
    if (anywhere.has(prefix)) continue;
    const keys = storeKeys(model, client);
    // an archive alone does not tell who writes the spans
    if (!keys.some((key) => spans.has(key))) continue;
    const found = keys.flatMap((key) => [spans.get(key) ?? [], others.get(key) ?? []]);
    const written = new Set(found.flatMap((prefixes) => [...prefixes]));
    if (written.has(prefix)) continue;
    const prefixes = [...written].slice(0, mostPrefixes);
    const only = written.size === 1 ? prefixes[0] : undefined;
    yield {
      ...client.prefixLocation,
      message: `${client.label} has ${quoted(prefix)}, but what writes to the same Elasticsearch has ${listed(prefixes.map(quoted), ' or ')}`,
      fix: only || undefined,
    };
  }
}

/** Whether something among the manifests may write under a prefix that they do not tell. */
function mayWriteAnything({ elasticsearchClients, jaegerRoles }: Model): boolean {
  return (
    jaegerRoles.some(({ storage, name }) => storage === undefined && name !== 'query') ||
    elasticsearchClients.some(({ writes, indexPrefix }) => writes && indexPrefix === undefined)
  );
}

/** Whether a component writes to an Elasticsearch that the manifests do not tell. */
function writesAnywhere({ kind, writes, servers }: ElasticsearchClient): boolean {
  return kind === 'jaeger' && writes && servers.length === 0;
}

// a message that tells more of them is not read
const mostPrefixes = 4;

/** Prefixes that clients write to, by the Elasticsearch that it is. */
function writtenPrefixes(
  model: Model,
  prefixOf: (client: ElasticsearchClient) => string | undefined,
): Map<string, ReadonlySet<string>> {
  const writers = new Map<string, Set<string>>();
  for (const client of model.elasticsearchClients) {
    const prefix = prefixOf(client);
    if (prefix === undefined) continue;
    for (const key of storeKeys(model, client)) {
      const prefixes = writers.get(key) ?? new Set();
      writers.set(key, prefixes.add(asInVersion1(client, prefix)));
    }
  }
  return writers;
}

function asInVersion1({ kind }: ElasticsearchClient, prefix: string): string {
  return kind === 'jaeger-v2' ? plainIndexPrefix(prefix) : prefix;
}

/** Whether the prefix comes from elsewhere, or is in a variable of the wrong name, which is told by a rule of its own. */
function isUncertain({ kind, indexPrefix, container }: ElasticsearchClient): boolean {
  if (indexPrefix === undefined || /\$[({]/.test(indexPrefix)) return true;
  if (indexPrefix !== '' || container === undefined || kind === 'jaeger' || kind === 'jaeger-v2') {
    return false;
  }
  return container.env.some(({ name }) => meantVariable(kind, name) === prefixVariable(kind));
}

function labels(clients: readonly ElasticsearchClient[]): string {
  return listed(
    clients.map(({ label }) => label),
    ' and ',
  );
}

function quoted(prefix = ''): string {
  return prefix === '' ? 'no index prefix' : `index prefix '${prefix}'`;
}
