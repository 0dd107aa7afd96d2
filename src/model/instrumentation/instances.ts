import type { Protocol } from '../../upstream/edge/protocols.ts';
import { protocols } from '../../upstream/edge/protocols.ts';
import {
  type Language,
  languageExports,
  nodejsHttpSince,
  otlpProtocolValues,
} from '../../upstream/instrumentation/languages.ts';
import {
  isRecord,
  list,
  own,
  record,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import { isAtLeast, parseImage } from '../../upstream/values/version.ts';
import type { Path } from '../../yaml/locate.ts';
import { parseAddress } from '../edge/address.ts';
import { otlpProtocols, type Sender } from '../edge/senders.ts';
import {
  type KubeObject,
  type Location,
  type ObjectIndex,
  pathText,
} from '../kubernetes/objects.ts';
import { type EnvVar, envVar, readEnv } from '../kubernetes/workloads.ts';
import { sdkPosts, tracesEndpointVariable } from './posted-path.ts';

/** What an Instrumentation says about a language. */
interface InstrumentationLanguage {
  readonly language: Language;
  readonly path: Path;
  readonly value: UnknownRecord;
  readonly env: readonly EnvVar[];
  readonly image?: string;
  /** Release of the agent's image; unset when the manifests do not tell. */
  readonly version?: string;
  /** Protocol that the agent exports with; unset when that hangs on an unknown release. */
  readonly protocol?: Extract<Protocol, 'otlp-grpc' | 'otlp-http'>;
  /** Endpoint that the agent is told, and where. */
  readonly endpoint?: { readonly value: string; readonly name?: string } & Location;
}

/** An Instrumentation. */
export interface Instrumentation {
  readonly object: KubeObject;
  readonly name: string;
  readonly namespace: string;
  readonly spec: UnknownRecord;
  /** `spec.env`. */
  readonly env: readonly EnvVar[];
  /** Languages, those without settings of their own too. */
  readonly languages: readonly InstrumentationLanguage[];
}

/** Languages by their field in the spec. */
const languages = Object.keys(languageExports) as Language[];

/** Instrumentations of the manifests. */
export function readInstrumentations(
  objects: ObjectIndex,
  operatorVersion: string | undefined,
): Instrumentation[] {
  return objects.ofKind('Instrumentation', 'opentelemetry.io').map((object) => {
    const spec = record(object.value.spec);
    const env = readEnv(spec.env, ['spec', 'env']);
    return {
      object,
      name: object.name,
      namespace: object.namespace,
      spec,
      env,
      languages: languages.map((language) =>
        readLanguage(object, spec, env, language, operatorVersion),
      ),
    };
  });
}

function readLanguage(
  object: KubeObject,
  spec: UnknownRecord,
  common: readonly EnvVar[],
  language: Language,
  operatorVersion: string | undefined,
): InstrumentationLanguage {
  const path = ['spec', language];
  const value = record(spec[language]);
  const env = readEnv(value.env, [...path, 'env']);
  const image = text(value.image);
  const version = image === undefined ? undefined : parseImage(image).version;
  // the module of web servers reads no environment
  const told =
    languageExports[language].endpointAttribute === undefined ? protocolOf(env, common) : undefined;
  const usual = defaultProtocol(language, version, image, operatorVersion);
  // an agent that is told a protocol which it does not have sends nothing
  const protocol =
    told === undefined || languageExports[language].protocols.includes(told)
      ? (told ?? usual)
      : undefined;
  const endpoint = languageEndpoint(object, spec, value, language, env, common);
  return {
    language,
    path,
    value,
    env,
    image,
    version,
    protocol,
    endpoint,
  };
}

/** Variables that tell an SDK the protocol for spans, the stronger first. */
export const protocolVariables = [
  'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
];

/** Variables that tell an SDK where to send spans, the stronger first. */
export const endpointVariables = [tracesEndpointVariable, 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/** Protocol that the OTLP environment of an SDK asks for; undefined when it says nothing. */
export function protocolOf(
  ...environments: readonly (readonly Pick<EnvVar, 'name' | 'value'>[])[]
): InstrumentationLanguage['protocol'] {
  for (const name of protocolVariables) {
    for (const env of environments) {
      const value = env.findLast((entry) => entry.name === name)?.value;
      if (value === otlpProtocolValues['otlp-grpc']) return 'otlp-grpc';
      if (value === otlpProtocolValues['otlp-http'] || value === 'http/json') return 'otlp-http';
    }
  }
  return undefined;
}

const httpSince: Readonly<Partial<Record<Language, string>>> = {
  java: '2.0.0',
  nodejs: nodejsHttpSince,
};

/**
 * Protocol of an agent that is told none: Java speaks HTTP since 2.0.0 and gRPC before, Node.js since 0.56.0.
 *
 * Source: opentelemetry-java-instrumentation v2.0.0 CHANGELOG, opentelemetry-operator issue 3753; default images of
 * opentelemetry-operator v0.88.0 and v0.158.0 versions.txt.
 */
function defaultProtocol(
  language: Language,
  version: string | undefined,
  image: string | undefined,
  operatorVersion: string | undefined,
): InstrumentationLanguage['protocol'] {
  const since = httpSince[language];
  if (since === undefined) return languageExports[language].protocols[0];
  if (version !== undefined) return isAtLeast(version, since) ? 'otlp-http' : 'otlp-grpc';
  if (image !== undefined || operatorVersion === undefined) return undefined;
  if (isAtLeast(operatorVersion, '0.158.0')) return 'otlp-http';
  return isAtLeast(operatorVersion, '0.89.0') ? undefined : 'otlp-grpc';
}

function languageEndpoint(
  object: KubeObject,
  spec: UnknownRecord,
  value: UnknownRecord,
  language: Language,
  env: readonly EnvVar[],
  common: readonly EnvVar[],
): InstrumentationLanguage['endpoint'] {
  const attribute = languageExports[language].endpointAttribute;
  if (attribute !== undefined) {
    const index = list(value.attrs).findIndex((entry) => own(entry, 'name') === attribute);
    const written = index < 0 ? undefined : text(own(list(value.attrs)[index], 'value'));
    if (written !== undefined) {
      return { value: written, object, path: ['spec', language, 'attrs', index, 'value'] };
    }
  } else {
    const told = endpointOf([env, common]);
    if (told) return { ...told, object };
  }
  const written = text(own(spec.exporter, 'endpoint'));
  return written ? { value: written, object, path: ['spec', 'exporter', 'endpoint'] } : undefined;
}

/** Endpoint that the OTLP environment of an SDK tells for spans, and the path of its value. */
function endpointOf(
  environments: readonly (readonly EnvVar[])[],
): { readonly name: string; readonly value: string; readonly path: Path } | undefined {
  for (const name of endpointVariables) {
    for (const env of environments) {
      const entry = envVar(env, name);
      if (entry?.value) return { name, value: entry.value, path: [...entry.path, 'value'] };
    }
  }
  return undefined;
}

/**
 * Addresses that injected agents send spans to: one for each language that the spec has settings for or that a workload asks
 * for, and one for whatever SDK uses the common endpoint when none of these does.
 */
export function instrumentationSenders(
  instrumentation: Instrumentation,
  injected: ReadonlySet<string>,
): Sender[] {
  const { object, namespace, spec, env } = instrumentation;
  const wanted = instrumentation.languages.filter(
    ({ language }) => isRecord(spec[language]) || injected.has(language),
  );
  const told = wanted.map(({ language, endpoint, protocol, env: own }) =>
    sender(object, namespace, language, endpoint ?? usualEndpoint(protocol), protocol, [own, env]),
  );
  const written = text(own(spec.exporter, 'endpoint'));
  const common =
    endpointOf([env]) ?? (written && { value: written, path: ['spec', 'exporter', 'endpoint'] });
  const isUsed = told.some(({ path }) => common && pathText(path) === pathText(common.path));
  return !common || isUsed
    ? told
    : [...told, sender(object, namespace, 'sdk', common, protocolOf(env), [env])];
}

// where SDKs send to when they are told nothing (opentelemetry-specification protocol/exporter.md)
function usualEndpoint(protocol: Protocol | undefined): {
  readonly value: string;
  readonly path: Path;
} {
  const { port } = protocols[protocol === 'otlp-grpc' ? 'otlp-grpc' : 'otlp-http'];
  return { value: `http://localhost:${port}`, path: ['spec', 'exporter', 'endpoint'] };
}

function sender(
  object: KubeObject,
  namespace: string,
  label: string,
  endpoint: { readonly value: string; readonly name?: string; readonly path: Path },
  protocol: Protocol | undefined,
  environments: readonly (readonly EnvVar[])[],
): Sender {
  const { value: address, name, path } = endpoint;
  const { scheme, path: written } = parseAddress(address) ?? {};
  return {
    kind: 'instrumentation',
    client: object,
    label,
    namespace,
    object,
    path,
    address,
    grammar: 'sdk',
    protocol,
    possible: otlpProtocols,
    posts: sdkPosts(name, written, ...environments),
    ...(scheme === undefined ? {} : { tls: scheme === 'https' }),
    enabled: true,
  };
}
