import { at, list, own, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import {
  type Container,
  envVar,
  type Flag,
  readFlags,
  type Workload,
} from '../kubernetes/workloads.ts';

/** Operators of the stack, and what it may be installed beside. */
export type OperatorKind =
  | 'opentelemetry'
  | 'jaeger'
  | 'tekton'
  | 'grafana'
  | 'prometheus'
  | 'cert-manager';

/** An operator that the manifests install. */
export interface Operator {
  readonly kind: OperatorKind;
  /** The workload that runs it. */
  readonly workload: Workload;
  readonly container: Container;
  readonly namespace: string;
  /** Release, when the image tag is one. */
  readonly version?: string;
  /** Flags of the operator. */
  readonly flags: readonly Flag[];
  /** Namespaces it is told to watch; unset when it watches all, or what it watches is not in the manifests. */
  readonly watchNamespaces?: readonly string[];
  /** Path of what says so. */
  readonly watchPath?: Path;
  /** Secret that its webhooks take their certificate from, and the path of its name. */
  readonly servingSecret?: { readonly name: string; readonly path: Path };
}

const images: readonly [RegExp, OperatorKind][] = [
  [/(^|\/)opentelemetry-operator$/, 'opentelemetry'],
  [/(^|\/)jaeger-operator$/, 'jaeger'],
  [/(^|\/)tektoncd\/operator\/.*|(^|\/)tekton-operator$/, 'tekton'],
  [/(^|\/)grafana-operator$/, 'grafana'],
  [/(^|\/)prometheus-operator$/, 'prometheus'],
  [/(^|\/)cert-manager-controller$/, 'cert-manager'],
];

/** Operators that the manifests install, in the order of application. */
export function readOperators(workloads: readonly Workload[]): Operator[] {
  return workloads.flatMap((workload) =>
    workload.containers.flatMap((container) => {
      const repository = container.imageReference?.repository ?? '';
      const kind = container.init ? undefined : images.find(([name]) => name.test(repository))?.[1];
      return kind === undefined ? [] : [readOperator(kind, workload, container)];
    }),
  );
}

function readOperator(kind: OperatorKind, workload: Workload, container: Container): Operator {
  const { object } = workload;
  const version = container.imageReference?.version;
  const watch = envVar(container.env, 'WATCH_NAMESPACE');
  const watched = watchedNamespaces(
    watch?.value,
    object.namespace,
    fieldOf(container, watch?.path),
  );
  return {
    kind,
    workload,
    container,
    namespace: object.namespace,
    version,
    flags: readFlags(object, container),
    watchNamespaces: watched,
    ...(watch === undefined ? {} : { watchPath: watch.path }),
    ...servingSecret(workload, container),
  };
}

// controller-runtime reads the certificate of webhooks from a folder of this name
function servingSecret(workload: Workload, container: Container): Pick<Operator, 'servingSecret'> {
  const mount = list(container.value.volumeMounts).find((candidate) =>
    text(own(candidate, 'mountPath'))?.endsWith('serving-certs'),
  );
  const volumes = list(workload.podSpec.volumes);
  const index = volumes.findIndex(
    (volume) => mount !== undefined && own(volume, 'name') === own(mount, 'name'),
  );
  const name = text(at(volumes[index], 'secret', 'secretName'));
  if (name === undefined) return {};
  const path = [...workload.podPath, 'spec', 'volumes', index, 'secret', 'secretName'];
  return { servingSecret: { name, path } };
}

function fieldOf(container: Container, path: Path | undefined): string | undefined {
  const index = path?.at(-1);
  if (typeof index !== 'number' || !Array.isArray(container.value.env)) return undefined;
  const valueFrom = own(container.value.env[index], 'valueFrom');
  return text(own(own(valueFrom, 'fieldRef'), 'fieldPath'));
}

function watchedNamespaces(
  value: string | undefined,
  namespace: string,
  field: string | undefined,
): string[] | undefined {
  if (field === 'metadata.namespace') return [namespace];
  const names = (value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length === 0 ? undefined : names;
}
