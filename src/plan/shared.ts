import type { KubeObject } from '../model/kubernetes/objects.ts';
import { titleOf } from '../model/kubernetes/reference.ts';
import type { Workload } from '../model/kubernetes/workloads.ts';
import type { Model } from '../model/model.ts';
import type { ThanosTracing } from '../model/thanos/tracing.ts';
import { referenceFields } from '../upstream/kubernetes/references.ts';
import { tektonTracingKeys } from '../upstream/tekton/tracing.ts';
import {
  at,
  isRecord,
  list,
  own,
  record,
  text,
  type UnknownRecord,
} from '../upstream/values/unknown.ts';
import type { SharedPart } from './step.ts';

/** What is ours of objects that somebody else runs: Tekton's settings, the arguments of Thanos, and what a Prometheus is told of tracing. */
export function sharedParts(model: Model): ReadonlyMap<KubeObject, SharedPart> {
  const parts = new Map<KubeObject, SharedPart>();
  for (const { object, path, data, controller } of model.tekton) {
    const ours = object.kind === 'ConfigMap' && controller === undefined && path[0] === 'data';
    if (ours && Object.keys(data).every((key) => tektonTracingKeys.includes(key))) {
      parts.set(object, {
        type: 'merge',
        patch: { data },
        undo: { data: { enabled: 'false' } },
        mayCreate: false,
      });
    }
  }
  for (const kind of ['Prometheus', 'ThanosRuler']) {
    for (const object of model.objects.ofKind(kind, 'monitoring.coreos.com')) {
      const part = prometheusPart(object);
      if (part) parts.set(object, part);
    }
  }
  for (const tracing of model.thanos) {
    const part = thanosPart(tracing);
    if (part) parts.set(tracing.object, joined(parts.get(tracing.object), part));
  }
  return parts;
}

/**
 * What shared workloads do not run without, with the title of the workload: the Services in front of them, and what their pods name.
 */
export function servingObjects(
  model: Model,
  shared: ReadonlyMap<KubeObject, SharedPart>,
): ReadonlyMap<KubeObject, string> {
  const serving = new Map<KubeObject, string>();
  for (const workload of model.workloads) {
    if (!shared.has(workload.object)) continue;
    const title = titleOf(workload.object);
    for (const object of namedBy(model, workload)) serving.set(object, title);
    for (const service of model.services.all) {
      if (!service.derived && service.workload === workload) serving.set(service.object, title);
    }
  }
  return serving;
}

function namedBy({ objects }: Model, { object: { namespace }, podSpec }: Workload): KubeObject[] {
  const account = text(podSpec.serviceAccountName);
  return [
    ...(account === undefined ? [] : [{ kind: 'ServiceAccount', name: account }]),
    ...referencesIn(podSpec),
  ].flatMap(({ kind, name }) => objects.find(kind, namespace, name) ?? []);
}

/** Secrets and ConfigMaps that are named anywhere in a value. */
function referencesIn(value: unknown): { readonly kind: string; readonly name: string }[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const kind = Object.hasOwn(referenceFields, key) ? referenceFields[key] : undefined;
    const name = text(own(inner, 'name')) ?? text(own(inner, 'secretName'));
    return [
      ...(kind === undefined || name === undefined ? [] : [{ kind, name }]),
      ...referencesIn(inner),
    ];
  });
}

/** What a Prometheus or ThanosRuler is told of tracing, where nothing else of it is written; undefined for a whole one. */
function prometheusPart({ value }: KubeObject): SharedPart | undefined {
  const spec = record(value.spec);
  const { tracingConfig, thanos, podMetadata, ...rest } = spec;
  const others = [rest, without(thanos, 'tracingConfig'), without(podMetadata, 'annotations')];
  if (others.some((one) => Object.keys(one).length > 0)) return undefined;
  const annotations = Object.keys(record(at(podMetadata, 'annotations')));
  return {
    type: 'merge',
    patch: { spec },
    undo: {
      spec: {
        ...(tracingConfig === undefined ? {} : { tracingConfig: null }),
        ...(thanos === undefined ? {} : { thanos: { tracingConfig: null } }),
        ...(annotations.length === 0
          ? {}
          : {
              podMetadata: {
                annotations: Object.fromEntries(annotations.map((key) => [key, null])),
              },
            }),
      },
    },
    mayCreate: false,
  };
}

function without(value: unknown, key: string): UnknownRecord {
  return Object.fromEntries(Object.entries(record(value)).filter(([other]) => other !== key));
}

/** The arguments of a Thanos that is told in them to send spans; undefined where it is told otherwise. */
function thanosPart({ container, flags }: ThanosTracing): SharedPart | undefined {
  if (!container || flags.length === 0) return undefined;
  const args = list(container.value.args);
  const told = args.filter((argument) => text(argument)?.startsWith('--tracing.config'));
  if (told.length === 0) return undefined;
  const patch = (withArguments: readonly unknown[]): UnknownRecord => ({
    spec: {
      template: { spec: { containers: [{ name: container.name, args: withArguments }] } },
    },
  });
  return {
    type: 'strategic',
    patch: patch(args),
    undo: patch(args.filter((argument) => !told.includes(argument))),
    mayCreate: true,
  };
}

/** Both parts of a workload with two such containers. */
function joined(first: SharedPart | undefined, second: SharedPart): SharedPart {
  if (!first) return second;
  const containers = (part: UnknownRecord) =>
    list(at(part, 'spec', 'template', 'spec', 'containers'));
  const both = (a: UnknownRecord, b: UnknownRecord): UnknownRecord => ({
    spec: { template: { spec: { containers: [...containers(a), ...containers(b)] } } },
  });
  return {
    ...second,
    patch: both(first.patch, second.patch),
    undo: both(first.undo, second.undo),
  };
}
