import { refuse } from '../props/refuse.ts';
import type { Backend, OtlpEndpoint } from './backend.ts';
import { endpointProblem } from './endpoint.ts';

/**
 * A backend that somebody else runs: a vendor, a Tempo, the collector of another cluster. Nothing is installed for
 * it.
 *
 * @param endpoints - all of them get every span
 * @throws for an endpoint that does not speak OTLP
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
