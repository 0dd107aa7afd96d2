import type { OtlpProtocol } from '../../upstream/edge/protocols.ts';
import {
  agentProtocol,
  type Language,
  languageExports,
} from '../../upstream/instrumentation/languages.ts';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { endpointVariables, protocolOf } from '../../upstream/sdk/exporter.ts';
import { list, own, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';
import { type EnvVar, envVar, readEnv } from '../kubernetes/workloads.ts';

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
  readonly protocol?: OtlpProtocol;
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

/** Path of the endpoint for all languages. */
export const endpointPath: Path = ['spec', 'exporter', 'endpoint'];

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
  const usual = agentProtocol(language, { image, version, operatorVersion });
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
  return written ? { value: written, object, path: endpointPath } : undefined;
}

/** Endpoint that the OTLP environment of an SDK tells for spans, and the path of its value. */
export function endpointOf(
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
