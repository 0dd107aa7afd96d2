import { protocols } from '../../../upstream/edge/protocols.ts';
import type { Rule } from '../../rule.ts';

/** An endpoint whose path is wrong for every receiver, though the manifests tell neither protocol nor receiver. */
export const endpointPath: Rule = {
  id: 'sdk/endpoint-path',
  severity: 'error',
  rationale: 'an SDK adds /v1/traces to the endpoint of all signals, and to that of traces nothing',
  source: 'opentelemetry-specification protocol/exporter.md',
  *check({ edges }) {
    const { tracesPath = '', port: httpPort } = protocols['otlp-http'];
    const told = new Set<string>();
    for (const { sender, target, port } of edges) {
      const { object, path, kind, address, posts, possible } = sender;
      const sdk = (kind === 'workload' || kind === 'instrumentation') && sender.grammar === 'sdk';
      if (!sdk || posts === undefined || !possible) continue;
      const protocol =
        (target.kind === 'service' ? target.port?.protocol : undefined) ?? sender.protocol;
      const key = `${object.order}\n${path.join('\n')}`;
      if (told.has(key)) continue;
      // what the receiver or the protocol decides is told by edge/traces-path
      if (protocol === undefined && posts.endsWith(`${tracesPath}${tracesPath}`)) {
        told.add(key);
        const fix = address.replace(new RegExp(`${tracesPath}/?$`), '');
        yield {
          object,
          path,
          message: `an SDK adds ${tracesPath} to this endpoint, '${address}' has it already`,
          fix,
        };
      } else if (target.kind !== 'service' && port === httpPort && posts === '/') {
        told.add(key);
        yield {
          object,
          path,
          message: `an SDK posts spans to this endpoint as it is, it must end in ${tracesPath}, got '${address}'`,
          fix: `${address.replace(/\/$/, '')}${tracesPath}`,
        };
      }
    }
  },
};
