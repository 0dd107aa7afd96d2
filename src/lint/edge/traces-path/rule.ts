import { changedAddress, clientName } from '../../../model/edge/used-edges.ts';
import type { UsedEdge } from '../../../model/model.ts';
import {
  type EndpointProtocol,
  type Protocol,
  protocols,
  tracesUnder,
} from '../../../upstream/edge/protocols.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Spans posted to another path than the one that the receiver takes them at. */
export const tracesPath: Rule = {
  id: 'edge/traces-path',
  severity: 'error',
  rationale: 'a receiver answers 404 to spans at any other path, and they are dropped',
  source:
    'opentelemetry-specification protocol/exporter.md; opentelemetry-collector exporter/otlphttpexporter README',
  ignoreWhen: 'a proxy in front of the receiver accepts spans at that path and rewrites it',
  visit: () => ({
    *edge(edge) {
      // agents of one language may be told to send no spans, and those of another not
      const posting = edge.senders.filter((one) => one.posts !== undefined);
      const [{ posts } = edge.sender] = posting;
      if (posts === undefined) return;
      const needless = needlessPath(edge);
      if (needless) yield needless;
      const expected = expectedPath(edge, posts);
      if (expected === undefined || posts === expected) return;
      yield {
        message: `${clientName(posting)} must post spans to ${expected}, but with '${edge.sender.address}' it posts them to ${posts}`,
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
    message: `${client} must have no path in an endpoint for gRPC, which some SDKs reject, got '${sender.address}'`,
    severity: 'warning',
    fix,
  };
}

const postedProtocols: readonly Protocol[] = ['otlp-http', 'jaeger-thrift-http', 'zipkin'];

/** Path that the receiver takes spans at; undefined when that is not known, or any will do. */
function expectedPath({ sender, target, port }: UsedEdge, posts: string): string | undefined {
  const reached = target.kind === 'service' ? target.port : undefined;
  const protocol = reached?.protocol ?? sender.protocol;
  if (
    !protocol ||
    !postedProtocols.includes(protocol) ||
    (sender.protocol && sender.protocol !== protocol)
  )
    return;
  const { tracesPath = '', port: usualPort } = protocols[protocol as EndpointProtocol];
  if (reached?.protocol === undefined) {
    // backends that are not known take spans under paths of their own: told is what is wrong for every one
    if (posts.endsWith(`${tracesPath}${tracesPath}`)) return posts.slice(0, -tracesPath.length);
    return reached && posts === '/' && port === usualPort && protocol !== 'zipkin'
      ? tracesPath
      : undefined;
  }
  // the collector's zipkin receiver takes spans at any path
  if (protocol === 'zipkin' && reached.listener) return undefined;
  const { settings } = reached.listener?.component ?? {};
  return text(at(settings, 'protocols', 'http', 'traces_url_path')) ?? tracesPath;
}

function fixOf(edge: UsedEdge, expected: string): string | undefined {
  const { sender, address } = edge;
  if (sender.kind === 'thanos') return `url_path: ${expected}`;
  const { tracesPath = '' } = protocols['otlp-http'];
  const adds = sender.kind !== 'tekton' && sender.posts === tracesUnder(address?.path);
  if (!adds) return changedAddress(edge, { path: expected });
  // other signals are posted under the same base
  const isTwice = sender.posts === `${expected}${tracesPath}`;
  return isTwice || expected === tracesPath
    ? changedAddress(edge, { path: expected.slice(0, -tracesPath.length) })
    : undefined;
}
