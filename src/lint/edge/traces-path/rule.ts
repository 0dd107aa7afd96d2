import { changedAddress } from '../../../model/edge/used-edges.ts';
import type { UsedEdge } from '../../../model/model.ts';
import {
  type EndpointProtocol,
  type Protocol,
  protocols,
} from '../../../upstream/edge/protocols.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Spans posted to another path than the one that the receiver takes them at. */
export const tracesPath: Rule = {
  id: 'edge/traces-path',
  severity: 'error',
  rationale: 'a receiver answers 404 to spans at another path, and they are dropped',
  source:
    'opentelemetry-specification protocol/exporter.md; opentelemetry-collector exporter/otlphttpexporter README',
  ignoreWhen:
    'a proxy in front of the receiver takes spans at that path and passes them on to the right one',
  visit: () => ({
    *edge(edge) {
      const { posts } = edge.sender;
      const needless = needlessPath(edge);
      if (needless) yield needless;
      const expected = expectedPath(edge);
      if (posts === undefined || expected === undefined || posts === expected) return;
      yield {
        message: `${edge.client} must post spans to ${expected}, '${edge.sender.address}' makes it ${posts}`,
        fix: fixOf(edge, expected),
      };
    },
  }),
};

// collectors refuse such an address, which another rule tells; SDKs differ
function needlessPath(edge: UsedEdge): Problem | undefined {
  const { sender, target, address, client } = edge;
  const protocol =
    sender.protocol ?? (target.kind === 'service' ? target.port?.protocol : undefined);
  if (sender.grammar !== 'sdk' || protocol !== 'otlp-grpc' || !address?.path) return undefined;
  if (address.path === '/') return undefined;
  const fix = changedAddress(edge, { path: '' });
  return {
    message: `${client} must have no path in an endpoint for gRPC, some SDKs refuse it, got '${sender.address}'`,
    severity: 'warning',
    fix,
  };
}

const postedProtocols: readonly Protocol[] = ['otlp-http', 'jaeger-thrift-http', 'zipkin'];

/** Path that the receiver takes spans at; undefined when that is not known, or any will do. */
function expectedPath({ sender, target }: UsedEdge): string | undefined {
  const port = target.kind === 'service' ? target.port : undefined;
  const protocol = port?.protocol ?? sender.protocol;
  if (
    !protocol ||
    !postedProtocols.includes(protocol) ||
    (sender.protocol && sender.protocol !== protocol)
  )
    return;
  const { tracesPath } = protocols[protocol as EndpointProtocol];
  if (!port) {
    // outside, only what is wrong for every receiver is told
    return sender.posts?.endsWith(`${tracesPath}${tracesPath}`) ? tracesPath : undefined;
  }
  // the collector's zipkin receiver takes spans at any path
  if (protocol === 'zipkin' && port.listener) return undefined;
  const { settings } = port.listener?.component ?? {};
  return text(at(settings, 'protocols', 'http', 'traces_url_path')) ?? tracesPath;
}

function fixOf(edge: UsedEdge, expected: string): string | undefined {
  const { sender, address } = edge;
  if (sender.kind === 'thanos') return `url_path: ${expected}`;
  const written = address?.path ?? '';
  const adds = sender.posts === `${written.replace(/\/$/, '')}${protocols['otlp-http'].tracesPath}`;
  if (!adds || written === '') return changedAddress(edge, { path: expected });
  return expected === protocols['otlp-http'].tracesPath
    ? changedAddress(edge, { path: '' })
    : undefined;
}
