import type { Wire } from '../upstream/derived-service.ts';
import { type AddressGrammar, parseAddress } from './endpoint.ts';
import { endpointOf, protocolOf } from './instrumentation.ts';
import type { Sender } from './senders.ts';
import { envVar, type Workload } from './workloads.ts';

interface OtherEndpoint {
  readonly variable: string;
  readonly grammar: AddressGrammar;
  readonly wire: Wire;
}

// source: opentelemetry-specification configuration/sdk-environment-variables.md; jaegertracing client READMEs
const others: readonly OtherEndpoint[] = [
  {
    variable: 'OTEL_EXPORTER_JAEGER_ENDPOINT',
    grammar: 'http-exporter',
    wire: 'jaeger-thrift-http',
  },
  { variable: 'JAEGER_ENDPOINT', grammar: 'http-exporter', wire: 'jaeger-thrift-http' },
  { variable: 'OTEL_EXPORTER_ZIPKIN_ENDPOINT', grammar: 'http-exporter', wire: 'zipkin' },
];

/** Addresses that SDKs in the containers of a workload are told by environment. */
export function workloadSenders(workload: Workload): Sender[] {
  const { object, containers } = workload;
  return containers.flatMap((container) => {
    const senders: Sender[] = [];
    const add = (
      path: Sender['path'],
      address: string,
      grammar: AddressGrammar,
      wire: Wire | undefined,
    ) => {
      const scheme = parseAddress(address)?.scheme;
      senders.push({
        kind: 'workload',
        client: object,
        label: container.name,
        namespace: object.namespace,
        object,
        path,
        address,
        grammar,
        ...(wire === undefined ? {} : { wire }),
        ...(scheme === undefined ? {} : { tls: scheme === 'https' }),
        enabled: true,
      });
    };
    const otlp = endpointOf([container.env]);
    if (otlp) add(otlp.path, otlp.value, 'sdk', protocolOf(container.env));
    for (const { variable, grammar, wire } of others) {
      const entry = envVar(container.env, variable);
      if (entry?.value) add([...entry.path, 'value'], entry.value, grammar, wire);
    }
    return senders;
  });
}
