import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { isVariable } from '../values/settings.ts';
import { at, isRecord, own, text, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';

/** Ids of the exporter that spreads spans over the pods behind a name. */
export const loadBalancers: readonly string[] = ['loadbalancing', 'load_balancing'];

/** Type of that exporter: `load_balancing` since 0.153.0 (opentelemetry-collector-contrib v0.153.0 CHANGELOG). */
export function loadBalancerType(version: string): 'load_balancing' | 'loadbalancing' {
  return isAtLeast(version, '0.153.0') ? 'load_balancing' : 'loadbalancing';
}

const routingKeys = ['traceID', 'service', 'attributes'];
const otherSignals = ['metric', 'resource', 'streamID'];
const resolvers = ['static', 'dns', 'k8s', 'aws_cloud_map'];

/** Whether an exporter sends all spans of a trace to one backend. */
export function routesByTrace(settings: UnknownRecord): boolean {
  const key = own(settings, 'routing_key');
  return key === undefined || key === null || key === '' || key === 'traceID';
}

/**
 * What is wrong with the settings of a load_balancing exporter.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 exporter/loadbalancingexporter/{config,loadbalancer,trace_exporter}.go.
 *
 * @param traces - whether a pipeline of traces names it
 */
export function loadBalancingProblems(settings: UnknownRecord, traces: boolean): Problem[] {
  const problems: Problem[] = [];
  const key = text(own(settings, 'routing_key')) ?? '';
  const known = traces ? routingKeys : [...routingKeys, ...otherSignals];
  if (key !== '' && !isVariable(key) && !known.includes(key)) {
    const near = known.find((name) => name.toLowerCase() === key.toLowerCase().replace('_', ''));
    const message = `routing_key ${traces ? 'of traces ' : ''}must be one of ${known.join(', ')}, got '${key}'`;
    problems.push({
      path: ['routing_key'],
      message,
      fix: near,
    });
  }
  const resolver = own(settings, 'resolver');
  const written = resolvers.filter((name) => runsResolver(resolver, name));
  if (written.length !== 1 && (resolver === undefined || isRecord(resolver))) {
    problems.push({
      path: ['resolver'],
      message: `resolver must be exactly one of ${resolvers.join(', ')}, got ${written.join(' and ') || 'none'}`,
    });
  }
  return problems;
}

/** Whether a resolver is set, and not switched off. */
export function runsResolver(resolvers: unknown, name: string): boolean {
  return own(resolvers, name) !== undefined && at(resolvers, name, 'enabled') !== false;
}

/** Port of backends whose port is not told (opentelemetry-collector-contrib v0.158.0 exporter/loadbalancingexporter/loadbalancer.go). */
export const backendPort = 4317;

/**
 * What is wrong with the host name of the dns resolver, which looks it up as it stands.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 exporter/loadbalancingexporter/resolver_dns.go.
 *
 * @param port - the one that the resolver is told, when it is known
 */
export function resolverHostnameProblem(
  hostname: string,
  port: number | undefined,
): Problem | undefined {
  return nameAloneProblem(hostname, port, 'hostname must be a host name alone', 'port');
}

/** First release whose k8s resolver takes the full name of a Service (opentelemetry-collector-contrib v0.143.0 CHANGELOG, #44472). */
const fullServiceNameSince = '0.143.0';

/**
 * What is wrong with the Service of the k8s resolver. It takes the name apart itself, without DNS: before `fullServiceNameSince`
 * all that follows the first dot is the namespace, and a name with more labels finds nothing; since then more labels must be
 * `svc` and a domain, or the collector does not start.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 exporter/loadbalancingexporter/resolver_k8s.go.
 *
 * @param port - the one that the resolver is told, when it is known
 * @param version - release of the collector, when it is known
 */
export function resolverServiceProblem(
  service: string,
  port: number | undefined,
  version: string | undefined,
): Problem | undefined {
  const problem = nameAloneProblem(
    service,
    port,
    'service must be the name of a Service alone',
    'ports',
  );
  if (problem) return problem;
  const [name = '', namespace = '', svc, ...domain] = service.split('.');
  const knowsFull = version === undefined || isAtLeast(version, fullServiceNameSince);
  if (isVariable(service) || (name !== '' && svc === undefined)) return undefined;
  if (name !== '' && namespace !== '' && svc === 'svc' && domain.length > 0 && knowsFull) {
    return undefined;
  }
  const forms = knowsFull
    ? 'name, name.namespace or name.namespace.svc and the domain of the cluster'
    : `name or name.namespace before ${fullServiceNameSince}`;
  const named = name !== '' && namespace !== '' && namespace !== 'svc';
  const isFull = svc === 'svc' || svc === 'cluster' || nearest(svc ?? '', ['svc']) !== undefined;
  return {
    message: `service must be ${forms}, got '${service}'`,
    fix: named && isFull ? `${name}.${namespace}` : undefined,
  };
}

function nameAloneProblem(
  written: string,
  port: number | undefined,
  rule: string,
  key: string,
): Problem | undefined {
  if (isVariable(written)) return undefined;
  const [, scheme, name = '', own, rest] =
    /^([a-z][a-z0-9+.-]*:\/\/\/?)?([^:/\s]+)(?::(\d+))?(\/.*)?$/is.exec(written) ?? [];
  if (name === '' || (scheme ?? own ?? rest) === undefined) return undefined;
  const belongs = own === undefined ? '' : `, its port belongs under ${key}`;
  return {
    message: `${rule}${belongs}, got '${written}'`,
    fix: own === undefined || Number(own) === port ? name : undefined,
  };
}
