import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import { at, list, number, text } from '../../upstream/values/unknown.ts';
import type { Cluster } from '../cluster.ts';
import type { Context } from '../context.ts';
import { endpointsOf, type ServiceName } from '../edge/endpoints.ts';
import { type HttpAnswer, httpRequest } from '../tunnel/http.ts';

/** A query API of Jaeger. */
export interface QueryApi {
  /** The Jaeger, or the collector that is one. */
  readonly owner: KubeObject;
  readonly service: ServiceName;
  readonly port: number;
  readonly tls: boolean;
  /** Path before `/api`. */
  readonly base: string;
}

/** Query APIs of the manifests, one for each Jaeger that has one. */
export function queryApisOf({ model, namespace }: Context): QueryApi[] {
  const apis = new Map<KubeObject, QueryApi>();
  for (const service of model.services.all) {
    const port = service.ports.find(({ protocol }) => protocol === 'jaeger-query');
    const owner = service.jaeger?.object ?? service.collector?.object;
    if (!port || !owner || apis.has(owner)) continue;
    const name = { name: service.name, namespace: service.namespace || namespace };
    const base = basePath(model, owner);
    apis.set(owner, { owner, service: name, port: port.port, tls: port.tls === true, base });
  }
  return [...apis.values()];
}

function basePath(model: Model, owner: KubeObject): string {
  const jaeger = model.jaegers.find(({ object }) => object === owner);
  const flag = jaeger?.roles.flatMap(({ options }) => options.get('query.base-path') ?? []).at(0);
  const collector = model.collectorOf.get(owner);
  const component = collector?.config?.components.find(({ type }) => type === 'jaeger_query');
  const path = flag ?? text(component?.settings.base_path) ?? '';
  return path.replace(/\/$/, '');
}

/** A question that a query API did not answer as asked. */
export class QueryFailed extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'QueryFailed';
    this.status = status;
  }
}

/**
 * How many spans of a trace a query API finds.
 *
 * @throws QueryFailed when it answers with anything but the trace, or that there is none
 */
export async function spansFound(
  cluster: Cluster,
  api: QueryApi,
  traceId: string,
): Promise<number> {
  const answer = await ask(cluster, api, `/api/traces/${traceId}`);
  if (answer.status === 404) return 0;
  return list(at(parsed(api, answer), 'data', 0, 'spans')).length;
}

/** Names of the services that have spans; newer releases are asked by their own path. */
export async function servicesFound(cluster: Cluster, api: QueryApi): Promise<string[]> {
  const answer = await ask(cluster, api, '/api/services');
  if (answer.status !== 404) return texts(at(parsed(api, answer), 'data'));
  return texts(at(parsed(api, await ask(cluster, api, '/api/v3/services')), 'services'));
}

function texts(value: unknown): string[] {
  return list(value).flatMap((item) => text(item) ?? []);
}

/** When a service last began a span, as far back as `hours`; undefined when it did not, or this release does not tell. */
export async function lastSeen(
  cluster: Cluster,
  api: QueryApi,
  service: string,
  hours: number,
): Promise<Date | undefined> {
  const end = Date.now() * 1000;
  const query = new URLSearchParams({
    service,
    start: String(end - hours * 3600e6),
    end: String(end),
    limit: '1',
  });
  const answer = await ask(cluster, api, `/api/traces?${query}`);
  if (answer.status === 404) return undefined;
  const trace = at(parsed(api, answer), 'data', 0);
  const processes = at(trace, 'processes');
  const starts = list(at(trace, 'spans'))
    .filter((span) => at(processes, text(at(span, 'processID')) ?? '', 'serviceName') === service)
    .flatMap((span) => number(at(span, 'startTime')) ?? []);
  return starts.length === 0 ? undefined : new Date(Math.max(...starts) / 1000);
}

async function ask(cluster: Cluster, api: QueryApi, path: string): Promise<HttpAnswer> {
  const { service, port, tls, base } = api;
  const { endpoints, problem } = await endpointsOf(cluster, service, port);
  if (problem) throw new QueryFailed(0, problem.message);
  const [{ pod, port: target }] = endpoints;
  const connection = await cluster.connect(pod, target);
  return httpRequest(connection, { path: `${base}${path}`, tls });
}

function parsed({ service }: QueryApi, { status, body }: HttpAnswer): unknown {
  const value = readJson(body);
  if (status === 200 && value !== undefined) return value;
  const told = text(at(value, 'errors', 0, 'msg')) ?? text(at(value, 'error', 'message')) ?? body;
  throw new QueryFailed(
    status,
    `${service.name} answers with HTTP status ${status}: ${told.trim().slice(0, 300)}`,
  );
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // a page of a proxy that asks for a login, for one
    return undefined;
  }
}
