import { protocols } from '../../upstream/edge/protocols.ts';
import {
  tektonConfigMapName,
  tektonDefaultEndpoint,
  tektonEnabled,
  tektonEndpointProblem,
  tektonNamespace,
  tektonProtocol,
} from '../../upstream/tekton/tracing.ts';
import {
  at,
  own,
  record,
  scalarText,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import { formatVersion, parseVersion } from '../../upstream/values/version.ts';
import type { Path } from '../../yaml/locate.ts';
import { parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import { envVar, type Workload } from '../kubernetes/workloads.ts';

/** The controller of Tekton Pipelines. */
export interface TektonController {
  readonly workload: Workload;
  readonly namespace: string;
  /** Release; unset when the manifests do not tell. */
  readonly version?: string;
  /** Name of the ConfigMap that it reads. */
  readonly configName: string;
}

/** Tracing settings that are meant for Tekton. */
export interface TektonTracing {
  /** ConfigMap, TektonConfig or TektonPipeline. */
  readonly object: KubeObject;
  /** Where the keys stand in it. */
  readonly path: Path;
  /** Keys as written: `enabled`, `endpoint`, `credentialsSecret` and whatever else. */
  readonly data: UnknownRecord;
  /** What stands before the keys: `traces.` in a TektonConfig. */
  readonly prefix: string;
  /** The controller that reads it; unset when none of the manifests does. */
  readonly controller?: TektonController;
  /** Release of Tekton Pipelines; unset when the manifests do not tell. */
  readonly version?: string;
}

/** Controllers of Tekton Pipelines among the workloads. */
export function readTektonControllers(workloads: readonly Workload[]): TektonController[] {
  return workloads.flatMap((workload) => {
    const container = workload.containers.find(({ imageReference, init }) => {
      const repository = imageReference?.repository ?? '';
      return (
        !init && /tektoncd\/pipeline\/(cmd\/controller|controller-[0-9a-f]+)$/.test(repository)
      );
    });
    const { object } = workload;
    if (!container && object.name !== 'tekton-pipelines-controller') return [];
    const label =
      object.labels['pipeline.tekton.dev/release'] ?? object.labels['app.kubernetes.io/version'];
    const labelled = label === undefined ? undefined : parseVersion(label);
    const version = container?.imageReference?.version ?? (labelled && formatVersion(labelled));
    const configName = container && envVar(container.env, 'CONFIG_TRACING_NAME')?.value;
    return [
      {
        workload,
        namespace: object.namespace,
        version,
        configName: configName ?? tektonConfigMapName,
      },
    ];
  });
}

/** Tracing settings for Tekton: ConfigMaps by name, and what TektonConfig and TektonPipeline say. */
export function readTekton(
  objects: ObjectIndex,
  controllers: readonly TektonController[],
): TektonTracing[] {
  const names = new Set([tektonConfigMapName, ...controllers.map(({ configName }) => configName)]);
  const [only] = controllers.length === 1 ? controllers : [];
  const configMaps = objects
    .ofKind('ConfigMap', '')
    .filter(({ name }) => names.has(name))
    .map((object): TektonTracing => {
      const controller = controllers.find(
        ({ namespace, configName }) =>
          configName === object.name && (namespace === object.namespace || object.namespace === ''),
      );
      return settings(object, ['data'], '', controller, controller ?? only);
    });
  const resources = [
    ...objects
      .ofKind('TektonConfig', 'operator.tekton.dev')
      .map((object) => ({ object, path: ['spec', 'pipeline'] })),
    ...objects
      .ofKind('TektonPipeline', 'operator.tekton.dev')
      .map((object) => ({ object, path: ['spec'] })),
  ].flatMap(({ object, path }) => {
    const spec = record(at(object.value, ...path));
    const typed = Object.keys(spec).some((key) => key.startsWith('traces.'));
    const inner = [...path, 'options', 'configMaps', tektonConfigMapName, 'data'];
    const optional = at(object.value, ...inner) !== undefined;
    return [
      ...(typed ? [settings(object, path, 'traces.', only, only)] : []),
      ...(optional ? [settings(object, inner, '', only, only)] : []),
    ];
  });
  return [...configMaps, ...resources];
}

function settings(
  object: KubeObject,
  path: Path,
  prefix: string,
  controller: TektonController | undefined,
  release: TektonController | undefined,
): TektonTracing {
  const labelled = parseVersion(object.labels['pipeline.tekton.dev/release'] ?? '');
  const version = release?.version ?? (labelled && formatVersion(labelled));
  return {
    object,
    path,
    data: record(at(object.value, ...path)),
    prefix,
    controller,
    version,
  };
}

/** Value of a key as text. */
export function tektonValue(tracing: TektonTracing, key: string): string | undefined {
  return scalarText(own(tracing.data, `${tracing.prefix}${key}`));
}

/** Path of a key. */
export function tektonPath(tracing: TektonTracing, key: string): Path {
  return [...tracing.path, `${tracing.prefix}${key}`];
}

/** Namespace of the controllers that an object is for; the resources of the operator have none themselves. */
function namespaceOf({ namespace, value }: KubeObject): string {
  return namespace || text(at(value, 'spec', 'targetNamespace')) || tektonNamespace;
}

/** Addresses that Tekton sends spans to. */
export function tektonSenders(tracing: TektonTracing): Sender<'tekton'>[] {
  const { object, version, controller } = tracing;
  const written = text(own(tracing.data, `${tracing.prefix}endpoint`));
  const enabled = tektonEnabled(tektonValue(tracing, 'enabled') ?? '') ?? false;
  const address =
    written ?? (version === undefined || !enabled ? undefined : tektonDefaultEndpoint(version));
  if (!address) return [];
  const protocol = version === undefined ? undefined : tektonProtocol(version);
  const { scheme, path } = parseAddress(address) ?? {};
  const posts =
    path ?? (protocol && (protocol === 'otlp-http' ? protocols['otlp-http'].tracesPath : '/'));
  return [
    {
      kind: 'tekton',
      client: object,
      label: 'pipelines',
      called: () => 'Tekton',
      namespace: controller?.namespace ?? namespaceOf(object),
      object,
      path: written === undefined ? tracing.path : tektonPath(tracing, 'endpoint'),
      address,
      grammar: 'http-exporter',
      judge: (text) => tektonEndpointProblem(text, protocol),
      protocol,
      posts,
      possible: ['otlp-http', 'jaeger-thrift-http'],
      tls: scheme !== 'http',
      enabled,
    },
  ];
}
