import { refuse } from '../props/refuse.ts';
import type { Backend, OtlpEndpoint } from './backend.ts';
import { endpointProblem } from './endpoint.ts';

/**
 * A backend that somebody else runs: a vendor, a Tempo, the collector of another cluster. Nothing is installed for it.
 *
 * @param endpoints - where spans are sent, each to all of them
 * @throws for what is no OTLP endpoint
 */
export function otlp(...endpoints: readonly [OtlpEndpoint, ...OtlpEndpoint[]]): Backend {
  refuse(
    endpoints.length === 0 ? 'otlp must be given an endpoint, got none' : undefined,
    ...endpoints.map((endpoint) =>
      endpointProblem('endpoint of otlp', endpoint, ['otlp-grpc', 'otlp-http']),
    ),
  );
  return { bind: () => ({ otlp: endpoints }) };
}
