import type { ElasticsearchClient } from '../model/elasticsearch/clients.ts';
import { objectName } from '../model/kubernetes/objects.ts';
import type { Model, Service } from '../model/model.ts';
import { protocols } from '../upstream/edge/protocols.ts';
import { listed } from '../upstream/values/shown.ts';
import type { Effect } from './effects.ts';
import { keyOf } from './objects.ts';

const uiPort = protocols['jaeger-query'].port;

type Collector = Model['collectors'][number];
type Jaeger = Model['jaegers'][number];

/** Jaegers v1 that go where a Jaeger v2 comes: where people find it, and what becomes of the traces that are stored. */
export function migrationEffects(before: Model, after: Model): Effect[] {
  const [old, now] = [before, after].map(
    ({ jaegers, collectors }) =>
      new Set([...jaegers, ...collectors.filter(isJaeger)].map(({ object }) => keyOf(object))),
  );
  return before.jaegers
    .filter(({ object }) => !now?.has(keyOf(object)))
    .flatMap((jaeger) => {
      const made = after.collectors.filter(
        (one) =>
          isJaeger(one) && one.namespace === jaeger.namespace && !old?.has(keyOf(one.object)),
      );
      return made.length === 0 ? [] : replaced(before, after, jaeger, made);
    });
}

/** Whether a collector is a Jaeger v2, or a role of it. */
function isJaeger({ config }: Collector): boolean {
  const own = ['jaeger_query', 'jaeger_storage', 'jaeger_storage_exporter'];
  return config?.components.some(({ type }) => own.includes(type)) === true;
}

function replaced(
  before: Model,
  after: Model,
  jaeger: Jaeger,
  made: readonly Collector[],
): Effect[] {
  const object = objectName(jaeger.object);
  const names = listed(made.map((one) => objectName(one.object)));
  const was = pagesOf(before, (service) => service.jaeger?.object === jaeger.object);
  const is = pagesOf(after, ({ collector }) => made.some((one) => one === collector));
  const kept = was.filter((page) => is.includes(page));
  const moved =
    was.length > 0 && is.length > 0
      ? `; its UI and queries are at ${listed(is)}, not at ${listed(was)}`
      : '';
  const pages = kept.length > 0 ? `; its UI and queries stay at ${listed(kept)}` : moved;
  return [
    { kind: 'moves', object, message: `Jaeger v1 is replaced by Jaeger v2, ${names}${pages}` },
    storedEffect(before, after, jaeger, made),
  ];
}

/** Where people and Grafana ask. */
function pagesOf({ services }: Model, isOf: (service: Service) => boolean): string[] {
  return services.all.flatMap((service) =>
    isOf(service) && service.ports.some(({ port }) => port === uiPort)
      ? `${service.name}.${service.namespace}:${uiPort}`
      : [],
  );
}

function storedEffect(
  before: Model,
  after: Model,
  jaeger: Jaeger,
  made: readonly Collector[],
): Effect {
  const object = objectName(jaeger.object);
  const { storage } = jaeger.strategy;
  if (storage === 'memory') {
    const message = 'its traces are in memory, and are lost with it';
    return { kind: 'lost', object, message, action: 'wait until nobody needs them' };
  }
  const was = indicesOf(before, (client) => client.jaeger?.object === jaeger.object);
  const is = indicesOf(after, ({ collector }) => made.some((one) => one === collector));
  const [from, to] = [was, is].map((found) => (found ? found.join(' and ') : undefined));
  if (from === undefined || to === undefined) {
    const message = `these manifests do not say whether Jaeger v2 shows what is in its storage, ${storage}: see docs/migrate-jaeger.md`;
    return { kind: 'changes', object, message };
  }
  return from === to
    ? { kind: 'changes', object, message: `its traces stay: Jaeger v2 works on the same, ${to}` }
    : {
        kind: 'lost',
        object,
        message: `its traces stay in ${from}, where Jaeger v2 does not look: that works on ${to}`,
        action: 'give Jaeger v2 the servers and the index prefix of Jaeger v1, or let them expire',
      };
}

/** Where spans are, as `indices PREFIX at SERVER`; undefined where it is not told. */
function indicesOf(
  { elasticsearchClients }: Model,
  isOf: (client: ElasticsearchClient) => boolean,
): string[] | undefined {
  const clients = elasticsearchClients.filter(
    (client) => client.job === undefined && (client.writes || client.reads) && isOf(client),
  );
  const places = clients.map(({ indexPrefix, servers }) => {
    const hosts = servers.map(({ address }) =>
      address ? `${address.host}:${address.port ?? ''}` : undefined,
    );
    if (indexPrefix === undefined || hosts.length === 0 || hosts.includes(undefined))
      return undefined;
    const which = indexPrefix === '' ? 'indices without a prefix' : `indices ${indexPrefix}-…`;
    return `${which} at ${listed(hosts.toSorted())}`;
  });
  return places.length === 0 || places.includes(undefined)
    ? undefined
    : [...new Set(places as string[])].sort();
}
