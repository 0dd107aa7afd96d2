import { otlpProtocols, type Protocol } from '../../upstream/edge/protocols.ts';
import { endpointVariables, postedPath, protocolOf } from '../../upstream/sdk/exporter.ts';
import { type AddressGrammar, parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import { type EnvValue, environmentValue, readEnvironment } from '../kubernetes/environment.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import type { Container, Workload } from '../kubernetes/workloads.ts';

const jaegerExports: readonly Protocol[] = ['jaeger-grpc', 'jaeger-thrift-http'];

/** Protocols of the Jaeger exporter by OTEL_EXPORTER_JAEGER_PROTOCOL; without it, languages differ. */
const jaegerProtocols: ReadonlyMap<string, Protocol> = new Map([
  ['grpc', 'jaeger-grpc'],
  ['http/thrift.binary', 'jaeger-thrift-http'],
]);

/**
 * Addresses that SDKs in the containers of a workload are told by environment.
 *
 * Source: opentelemetry-specification configuration/sdk-environment-variables.md; jaegertracing client READMEs.
 *
 * @param agent - what an agent that is injected into the workload speaks, unless its environment says otherwise
 */
export function workloadSenders(
  objects: ObjectIndex,
  workload: Workload,
  agent: Protocol | undefined,
): Sender<'workload'>[] {
  const { object, containers } = workload;
  return containers.flatMap((container) => {
    const environment = readEnvironment(objects, object, container);
    const senders: Sender<'workload'>[] = [];
    const add = (found: EnvValue | undefined, facts: SenderFacts | undefined) => {
      if (found && facts) senders.push(sender(workload, container, found, facts));
    };
    const otlp = environmentValue(environment, ...endpointVariables);
    // which of several containers the agent goes into hangs on more annotations
    const protocol = protocolOf(environment) ?? (containers.length === 1 ? agent : undefined);
    add(otlp, {
      grammar: 'sdk',
      protocol,
      possible: otlpProtocols,
      posts: postedPath(otlp?.name, parseAddress(otlp?.value ?? '')?.path, environment),
    });
    const jaeger = environmentValue(environment, 'OTEL_EXPORTER_JAEGER_PROTOCOL');
    add(environmentValue(environment, 'OTEL_EXPORTER_JAEGER_ENDPOINT'), {
      grammar: 'http-exporter',
      protocol: jaegerProtocols.get(jaeger?.value ?? ''),
      possible: jaegerExports,
    });
    add(environmentValue(environment, 'JAEGER_ENDPOINT'), posting('jaeger-thrift-http'));
    add(environmentValue(environment, 'OTEL_EXPORTER_ZIPKIN_ENDPOINT'), posting('zipkin'));
    return senders;
  });
}

interface SenderFacts {
  readonly grammar: AddressGrammar;
  readonly protocol?: Protocol;
  readonly possible?: readonly Protocol[];
  /** Unset for clients that post to the path as it is written. */
  readonly posts?: string;
}

function posting(protocol: Protocol): SenderFacts {
  return { grammar: 'http-exporter', protocol };
}

function sender(
  { object }: Workload,
  container: Container,
  found: EnvValue,
  facts: SenderFacts,
): Sender<'workload'> {
  const { scheme, path = '/' } = parseAddress(found.value) ?? {};
  return {
    kind: 'workload',
    client: object,
    label: container.name,
    namespace: object.namespace,
    object: found.object,
    path: found.path,
    address: found.value,
    ...facts,
    posts: facts.grammar === 'sdk' ? facts.posts : path,
    ...(scheme === undefined ? {} : { tls: scheme === 'https' }),
    enabled: true,
  };
}
