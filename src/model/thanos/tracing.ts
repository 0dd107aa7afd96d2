import { otlpProtocols, tracesUnder } from '../../upstream/edge/protocols.ts';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { endpointVariables } from '../../upstream/sdk/exporter.ts';
import { isThanosContainer } from '../../upstream/thanos/container.ts';
import { thanosEndpointProblem } from '../../upstream/thanos/tracing.ts';
import { isRecord, own, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { formatVersion, parseVersion } from '../../upstream/values/version.ts';
import type { Sender } from '../edge/senders.ts';
import { type EmbeddedProblem, readEmbedded, type TextSource } from '../kubernetes/embedded.ts';
import { envText, keyText, mountedFile, referenced } from '../kubernetes/files.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';
import {
  type Container,
  envVar,
  type Flag,
  readFlags,
  type Workload,
} from '../kubernetes/workloads.ts';

/** The tracing settings that a Thanos component is started with. */
export interface ThanosTracing {
  /** The workload, or the Prometheus or ThanosRuler that the settings are for. */
  readonly object: KubeObject;
  /** What to call it: the container, or the kind of the custom resource. */
  readonly label: string;
  readonly namespace: string;
  /** Release of Thanos; unset when the manifests do not tell. */
  readonly version?: string;
  /** `--tracing.config` and `--tracing.config-file` as given; more than one is an error. */
  readonly flags: readonly Flag[];
  /** Where the settings are written. */
  readonly source?: TextSource;
  /** What is wrong with their YAML. */
  readonly problem?: EmbeddedProblem;
  /** The settings: `type` and `config`. */
  readonly value?: UnknownRecord;
  /** The settings under `config`. */
  readonly config: UnknownRecord;
  /** The file that `--tracing.config-file` names, when nothing is found there. */
  readonly missingFile?: {
    readonly file: string;
    readonly reason: 'not-mounted' | 'missing-key';
  } & Location;
  /** Env of the container, which the OpenTelemetry SDK inside also reads. */
  readonly container?: Container;
}

/** Tracing settings of Thanos workloads, and of Prometheus and ThanosRuler resources. */
export function readThanos(objects: ObjectIndex, workloads: readonly Workload[]): ThanosTracing[] {
  return [
    ...workloads.flatMap((workload) =>
      workload.containers
        .filter((container) => !container.init && isThanosContainer(container.value))
        .map((container) => readContainer(objects, workload, container)),
    ),
    ...objects.ofKind('Prometheus', 'monitoring.coreos.com').flatMap((object) => {
      const thanos = own(record(object.value.spec), 'thanos');
      return isRecord(thanos) ? readResource(objects, object, thanos, ['spec', 'thanos']) : [];
    }),
    ...objects
      .ofKind('ThanosRuler', 'monitoring.coreos.com')
      .flatMap((object) => readResource(objects, object, record(object.value.spec), ['spec'])),
  ];
}

function readContainer(
  objects: ObjectIndex,
  workload: Workload,
  container: Container,
): ThanosTracing {
  const { object } = workload;
  const flags = readFlags(object, container).filter(
    ({ name }) => name === 'tracing.config' || name === 'tracing.config-file',
  );
  const version = container.imageReference?.version ?? labelledVersion(object);
  const common = {
    object,
    label: container.name,
    namespace: object.namespace,
    version,
    flags,
    container,
  };
  const flag = flags.at(-1);
  if (flag?.value === undefined) return { ...common, config: {} };
  if (flag.name === 'tracing.config-file') {
    const file = mountedFile(objects, workload, container, flag.value);
    if (file.status === 'found') return { ...common, ...settings(file.source) };
    if (file.status === 'unknown') return { ...common, config: {} };
    const { path } = flag;
    return {
      ...common,
      config: {},
      missingFile: { file: flag.value, reason: file.status, object, path },
    };
  }
  return { ...common, ...settings(inlineSource(objects, container, flag)) };
}

// charts and kube-thanos label what they make with the release, also where the image is given by digest
function labelledVersion({ labels }: KubeObject): string | undefined {
  const version = parseVersion(labels['app.kubernetes.io/version'] ?? '');
  return version && formatVersion(version);
}

// a flag may be nothing but a variable that holds the settings, as the Prometheus operator writes it
function inlineSource(objects: ObjectIndex, container: Container, flag: Flag): TextSource {
  const { object, path, value = '', offset } = flag;
  const variable = /^\$\((\w+)\)$/.exec(value.trim())?.[1];
  const entry = variable === undefined ? undefined : envVar(container.env, variable);
  if (!entry) return { object, path, text: value, offset };
  if (entry.from) {
    const source = referenced(objects, { ...entry.from, namespace: object.namespace });
    const found = source && keyText(source, entry.from.key);
    if (found) return found;
  }
  const text = envText(objects, object.namespace, entry);
  return { object, path: [...entry.path, 'value'], text: text ?? '', offset: 0 };
}

function settings(
  source: TextSource,
): Pick<ThanosTracing, 'source' | 'problem' | 'value' | 'config'> {
  if (source.text.trim() === '') return { source, config: {} };
  const { value, problem } = readEmbedded(source.text);
  if (problem) return { source, problem, config: {} };
  if (!isRecord(value)) return { source, config: {} };
  return { source, value, config: record(value.config) };
}

function readResource(
  objects: ObjectIndex,
  object: KubeObject,
  spec: UnknownRecord,
  path: readonly string[],
): ThanosTracing[] {
  const selector = spec.tracingConfig;
  if (!isRecord(selector)) return [];
  const image = text(spec.image);
  const version = text(spec.version)?.replace(/^v/, '') ?? (image && parseImage(image).version);
  const [name, key] = [text(selector.name), text(selector.key)];
  const common = {
    object,
    label: object.kind,
    namespace: object.namespace,
    ...(version ? { version } : {}),
    flags: [],
  };
  if (name === undefined || key === undefined) return [{ ...common, config: {} }];
  const secret = referenced(objects, { kind: 'Secret', namespace: object.namespace, name });
  if (!secret) return [{ ...common, config: {} }];
  const source = keyText(secret, key);
  if (source) return [{ ...common, ...settings(source) }];
  const missingFile = {
    file: `${name}/${key}`,
    reason: 'missing-key',
    object,
    path: [...path, 'tracingConfig'],
  } as const;
  return [{ ...common, config: {}, missingFile }];
}

/** Where a key of the settings is written. */
export function thanosLocation(tracing: ThanosTracing, ...keys: readonly string[]): Location {
  const { source, object } = tracing;
  return source
    ? { object: source.object, path: [...source.path, ...keys] }
    : { object, path: tracing.flags.at(-1)?.path ?? [] };
}

// source: opentelemetry-go exporters/otlp/otlptrace, which Thanos hands an empty endpoint on to
function defaultEndpoint(
  { container, flags }: ThanosTracing,
  client: string | undefined,
): string | undefined {
  if (!container || flags.length === 0 || container.value.envFrom !== undefined) return undefined;
  if (endpointVariables.some((name) => envVar(container.env, name))) return undefined;
  return `localhost:${client === 'http' ? 4318 : 4317}`;
}

/** Addresses that Thanos sends spans to. */
export function thanosSenders(tracing: ThanosTracing): Sender<'thanos'>[] {
  const { config, value, object } = tracing;
  const client = text(config.client_type)?.toLowerCase();
  const address = text(config.endpoint) || defaultEndpoint(tracing, client);
  if (text(value?.type)?.toUpperCase() !== 'OTLP' || !address) return [];
  return [
    {
      kind: 'thanos',
      client: object,
      label: tracing.label,
      namespace: tracing.namespace,
      ...thanosLocation(tracing, 'config', 'endpoint'),
      address,
      grammar: 'host-port',
      judge: (text) => thanosEndpointProblem(text, client === 'http' ? 'http' : 'grpc'),
      ...(client === 'grpc' ? { protocol: 'otlp-grpc' as const } : {}),
      ...(client === 'http' ? { protocol: 'otlp-http' as const } : {}),
      possible: otlpProtocols,
      posts: text(config.url_path) || tracesUnder(undefined),
      // with another type of value, Thanos does not start
      ...(config.insecure === undefined || typeof config.insecure === 'boolean'
        ? { tls: config.insecure !== true }
        : {}),
      tlsLocation: thanosLocation(tracing, 'config', 'insecure'),
      enabled: true,
    },
  ];
}
