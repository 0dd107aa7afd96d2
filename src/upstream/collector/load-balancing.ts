import type { Problem } from '../values/problem.ts';
import { isVariable } from '../values/settings.ts';
import { isRecord, own, text, type UnknownRecord } from '../values/unknown.ts';

/** Ids of the exporter that spreads spans over the pods behind a name. */
export const loadBalancers: readonly string[] = ['loadbalancing', 'load_balancing'];

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
  const written = resolvers.filter((name) => own(resolver, name) !== undefined);
  if (written.length !== 1 && (resolver === undefined || isRecord(resolver))) {
    problems.push({
      path: ['resolver'],
      message: `resolver must be exactly one of ${resolvers.join(', ')}, got ${written.join(' and ') || 'none'}`,
    });
  }
  return problems;
}
