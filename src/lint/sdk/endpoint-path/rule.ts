import { changedAddress } from '../../../model/edge/used-edges.ts';
import type { Edge } from '../../../model/model.ts';
import { protocols } from '../../../upstream/edge/protocols.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';

/** An endpoint whose path is wrong for every receiver, though the manifests tell neither protocol nor receiver. */
export const endpointPath: Rule = {
  id: 'sdk/endpoint-path',
  severity: 'error',
  rationale:
    'an SDK appends /v1/traces to OTEL_EXPORTER_OTLP_ENDPOINT, but uses OTEL_EXPORTER_OTLP_TRACES_ENDPOINT as it is',
  source: 'opentelemetry-specification protocol/exporter.md',
  ignoreWhen: 'a proxy at this address adds or removes the path before it forwards the spans',
  visit() {
    const isNew = once();
    return {
      *sender(edge) {
        const { kind, grammar, possible } = edge.sender;
        const sdk = (kind === 'workload' || kind === 'instrumentation') && grammar === 'sdk';
        const problem = sdk && possible ? pathProblem(edge) : undefined;
        if (problem && isNew(edge.sender)) yield problem;
      },
    };
  },
};

const { tracesPath = '', port: httpPort } = protocols['otlp-http'];

/** What the receiver or the protocol decides is told by edge/traces-path. */
function pathProblem(edge: Edge): Problem | undefined {
  const { sender, target, port } = edge;
  const { address, posts } = sender;
  const path = edge.address?.path ?? '';
  const protocol =
    (target.kind === 'service' ? target.port?.protocol : undefined) ?? sender.protocol;
  if (protocol === undefined && posts?.endsWith(`${tracesPath}${tracesPath}`)) {
    return {
      message: `an SDK appends ${tracesPath} to this endpoint, but '${address}' already has it`,
      fix: changedAddress(edge, { path: path.replace(new RegExp(`${tracesPath}/?$`), '') }),
    };
  }
  if (target.kind === 'service' || port !== httpPort || posts !== '/') return undefined;
  return {
    message: `an SDK posts spans to this endpoint as it is, so it must end in ${tracesPath}, got '${address}'`,
    fix: changedAddress(edge, { path: `${path.replace(/\/$/, '')}${tracesPath}` }),
  };
}
