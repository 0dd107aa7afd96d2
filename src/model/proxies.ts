import { type ProxySettings, proxyOf, proxyVariables } from '../upstream/edge/proxy.ts';
import type { EnvVar } from './kubernetes/workloads.ts';
import type { Edge, Model } from './model.ts';

/** Proxy that the client of an edge connects by; undefined for none. Only programs in Go are looked at, which read the variables alike. */
export function proxyOfEdge(model: Model, { sender, address, port }: Edge): string | undefined {
  const { grammar, client } = sender;
  if (!address || (grammar !== 'grpc-exporter' && grammar !== 'http-exporter')) return undefined;
  const collector = model.collectorOf.get(client);
  const settings = collector && proxySettings(collector.env);
  const secure = grammar === 'grpc-exporter' || address.scheme === 'https';
  return settings && proxyOf(settings, { host: address.host, port, secure });
}

/** What variables say of proxies; undefined when they name none, or when it is not known where they are not asked. */
export function proxySettings(env: readonly EnvVar[]): ProxySettings | undefined {
  const named = (names: readonly string[]) =>
    names.flatMap((name) => env.filter((one) => one.name === name)).at(0);
  const [http, https, none] = [proxyVariables.http, proxyVariables.https, proxyVariables.none].map(
    named,
  );
  if (!http && !https) return undefined;
  if (none && none.value === undefined) return undefined;
  return { http: http?.value, https: https?.value, none: none?.value ?? '' };
}
