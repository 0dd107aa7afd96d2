import { otlpProtocols, type Protocol } from '../../upstream/edge/protocols.ts';
import {
  hostVariable,
  isNodeAddress,
  nodeAddressVariable,
} from '../../upstream/kubernetes/downward-api.ts';
import {
  askedSignals,
  endpointVariables,
  postedPath,
  protocolOf,
} from '../../upstream/sdk/exporter.ts';
import { type FrameworkVariables, frameworkVariables } from '../../upstream/sdk/frameworks.ts';
import { type AddressGrammar, addressProblem, parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import {
  type EnvValue,
  environmentValue,
  hasUnknownVariables,
  readEnvironment,
} from '../kubernetes/environment.ts';
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
 * @param agents - whether agents are injected into the workload
 * @param agent - what the agent speaks, unless its environment says otherwise
 */
export function workloadSenders(
  objects: ObjectIndex,
  workload: Pick<Workload, 'object' | 'containers'>,
  agents: boolean,
  agent: Protocol | undefined,
): Sender<'workload'>[] {
  const { object, containers } = workload;
  return containers.flatMap((container) => {
    const environment = readEnvironment(objects, object, container);
    const senders: Sender<'workload'>[] = [];
    const isOnNode = ({ value }: EnvValue) => {
      const name = hostVariable(parseAddress(value)?.host ?? '');
      const isGiven = agents && name === nodeAddressVariable;
      return name !== undefined && (isGiven || isNodeAddress(container.value.env, name));
    };
    const add = (found: EnvValue | undefined, facts: SenderFacts) => {
      if (!found) return;
      const known = isBare(found) && !agents ? handedOn(facts) : facts;
      senders.push(sender(workload, container, found, { ...known, onNode: isOnNode(found) }));
    };
    const otlp = environmentValue(environment, ...endpointVariables);
    // which of several containers the agent goes into hangs on more annotations
    const protocol = protocolOf(environment) ?? (containers.length === 1 ? agent : undefined);
    add(otlp, {
      grammar: 'sdk',
      protocol,
      possible: otlpProtocols,
      posts: postedPath(otlp?.name, parseAddress(otlp?.value ?? '')?.path, environment),
      // an endpoint of one signal may stand where nobody sees it
      signals: hasUnknownVariables(objects, object, container)
        ? undefined
        : askedSignals(otlp?.name, environment, container.env),
    });
    const jaeger = environmentValue(environment, 'OTEL_EXPORTER_JAEGER_PROTOCOL');
    add(environmentValue(environment, 'OTEL_EXPORTER_JAEGER_ENDPOINT'), {
      grammar: 'http-exporter',
      protocol: jaegerProtocols.get(jaeger?.value ?? ''),
      possible: jaegerExports,
    });
    add(environmentValue(environment, 'JAEGER_ENDPOINT'), posting('jaeger-thrift-http'));
    add(environmentValue(environment, 'OTEL_EXPORTER_ZIPKIN_ENDPOINT'), posting('zipkin'));
    for (const framework of frameworkVariables) {
      const found = environmentValue(environment, ...framework.addresses);
      if (found) senders.push(frameworkSender(workload, container, environment, found, framework));
    }
    return senders;
  });
}

interface SenderFacts {
  readonly grammar: AddressGrammar;
  readonly protocol?: Protocol;
  readonly possible?: readonly Protocol[];
  /** Unset for clients that post to the path as it is written. */
  readonly posts?: string;
  readonly signals?: readonly string[];
  readonly judge?: Sender['judge'];
  readonly onNode?: boolean;
}

/** Whether an address has no scheme. */
function isBare({ value }: EnvValue): boolean {
  const address = parseAddress(value);
  return address !== undefined && address.host !== '' && address.scheme === undefined;
}

/**
 * What is known of an address without a scheme: programs hand it to an exporter that takes `host:port`, or to a flag. An SDK that
 * reads the variable by itself does not take it, so one that is told to speak OTLP over HTTP is likely wrong.
 *
 * Source: opentelemetry-go exporters/otlp/otlptrace/otlptracegrpc WithEndpoint; -contrib cmd/telemetrygen;
 * opentelemetry-specification protocol/exporter.md, which leaves the form of a gRPC target to the client.
 */
function handedOn({ grammar, protocol, possible }: SenderFacts): SenderFacts {
  const reads = grammar === 'sdk' && protocol === 'otlp-http';
  return {
    grammar: 'host-port',
    protocol: grammar === 'sdk' ? protocol : undefined,
    possible: grammar === 'sdk' ? possible : undefined,
    judge: (address) => {
      const problem = reads ? addressProblem(address, grammar) : undefined;
      return problem && { ...problem, severity: 'warning' };
    },
  };
}

/** A framework that reads variables of its own, and what they do not say in a file that nobody sees here. */
function frameworkSender(
  workload: Pick<Workload, 'object'>,
  container: Container,
  environment: readonly EnvValue[],
  found: EnvValue,
  { written, protocol, told = [], values, off, posts }: FrameworkVariables,
): Sender<'workload'> {
  const word = environmentValue(environment, ...told)?.value;
  const spoken = word === undefined ? protocol : values?.get(word);
  const { posts: path, ...made } = sender(workload, container, found, {
    grammar: written === 'url' ? 'http-exporter' : 'host-port',
    protocol: spoken,
    possible: otlpProtocols,
  });
  const isOff = Object.entries(off).some(
    ([name, value]) => environmentValue(environment, name)?.value.toLowerCase() === value,
  );
  return { ...made, ...(posts && spoken !== 'otlp-grpc' && { posts: path }), enabled: !isOff };
}

function posting(protocol: Protocol): SenderFacts {
  return { grammar: 'http-exporter', protocol };
}

function sender(
  { object }: Pick<Workload, 'object'>,
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
    posts: facts.grammar === 'http-exporter' ? path : facts.posts,
    ...(scheme === undefined ? {} : { tls: scheme === 'https' }),
    enabled: true,
  };
}
