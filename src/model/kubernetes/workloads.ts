import {
  at,
  list,
  number,
  own,
  record,
  scalarText,
  text,
  textMap,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { type ReleasedImage, Releases } from '../releases.ts';
import { type KubeObject, type Location, type ObjectIndex, textItems } from './objects.ts';
import { type WorkloadKind, workloadKinds } from './workload-kinds.ts';

/** An environment variable of a container. */
export interface EnvVar {
  readonly name: string;
  /** Value as written; unset when it comes from elsewhere. */
  readonly value?: string;
  /** Secret or ConfigMap that the value comes from. */
  readonly from?: {
    readonly kind: 'Secret' | 'ConfigMap';
    readonly name: string;
    readonly key: string;
    readonly optional: boolean;
  };
  /** Path of the entry in the object. */
  readonly path: Path;
}

/** A container of a pod template. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly imageReference?: ReleasedImage;
  /** `command` and `args`, one after the other, each with its path. */
  readonly arguments: readonly { readonly text: string; readonly path: Path }[];
  readonly env: readonly EnvVar[];
  /** Ports by number; `name` is what Services may target. */
  readonly ports: readonly {
    readonly name?: string;
    readonly port: number;
    readonly transport: 'TCP' | 'UDP';
  }[];
  readonly value: UnknownRecord;
  readonly path: Path;
  /** Whether it is an init container. */
  readonly init: boolean;
}

/** An object that makes pods: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, one like them of others, or a Pod itself. */
export interface Workload {
  readonly object: KubeObject;
  /** Path of the pod template, which has metadata and spec; empty for a Pod. */
  readonly podPath: Path;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly podSpec: UnknownRecord;
  readonly containers: readonly Container[];
}

/** Containers that run together: all but those that end before the others start. */
export function runningContainers({ containers }: Workload): Container[] {
  return containers.filter(({ init, value }) => !init || own(value, 'restartPolicy') === 'Always');
}

/** Workloads in the order of application. */
export function readWorkloads(objects: ObjectIndex, releases = new Releases()): Workload[] {
  return workloadKinds
    .flatMap((kind) =>
      objects.ofKind(kind.kind, kind.group).map((object) => readWorkload(object, kind, releases)),
    )
    .sort((a, b) => a.object.order - b.object.order);
}

function readWorkload(
  object: KubeObject,
  { podPath, usualContainer = '' }: WorkloadKind,
  releases: Releases,
): Workload {
  const pod = at(object.value, ...podPath);
  const spec = record(own(pod, 'spec'));
  return {
    object,
    podPath,
    podLabels: textMap(at(pod, 'metadata', 'labels')),
    podAnnotations: textMap(at(pod, 'metadata', 'annotations')),
    podSpec: spec,
    containers: (['initContainers', 'containers'] as const).flatMap((field) =>
      list(spec[field]).map((container, index) => {
        const path = [...podPath, 'spec', field, index];
        const read = readContainer(container, path, field === 'initContainers', releases);
        return read.name === '' ? { ...read, name: usualContainer } : read;
      }),
    ),
  };
}

/** Reads a container that stands at a path. */
export function readContainer(
  container: unknown,
  path: Path,
  init: boolean,
  releases = new Releases(),
): Container {
  const value = record(container);
  const image = text(value.image);
  return {
    name: text(value.name) ?? '',
    ...(image === undefined ? {} : { image, imageReference: releases.read(image) }),
    arguments: [
      ...textItems(value.command, [...path, 'command']),
      ...textItems(value.args, [...path, 'args']),
    ],
    env: readEnv(value.env, [...path, 'env']),
    ports: list(value.ports).flatMap((entry) => {
      const port = number(own(entry, 'containerPort'));
      const name = text(own(entry, 'name'));
      const transport = own(entry, 'protocol') === 'UDP' ? 'UDP' : 'TCP';
      return port === undefined ? [] : [{ port, name, transport }];
    }),
    value,
    path,
    init,
  };
}

/** Reads a list of environment variables that stands at a path. */
export function readEnv(value: unknown, path: Path): EnvVar[] {
  return list(value).flatMap((entry, index): EnvVar[] => {
    const name = text(own(entry, 'name'));
    if (name === undefined) return [];
    const written = scalarText(own(entry, 'value'));
    const from = readReference(own(entry, 'valueFrom'));
    return [
      {
        name,
        value: written,
        from,
        path: [...path, index],
      },
    ];
  });
}

function readReference(valueFrom: unknown): EnvVar['from'] {
  for (const [field, kind] of [
    ['secretKeyRef', 'Secret'],
    ['configMapKeyRef', 'ConfigMap'],
  ] as const) {
    const reference = own(valueFrom, field);
    const [name, key] = [text(own(reference, 'name')), text(own(reference, 'key'))];
    if (name !== undefined && key !== undefined) {
      return { kind, name, key, optional: own(reference, 'optional') === true };
    }
  }
  return undefined;
}

/** The last entry of a name, which is the one that counts. */
export function envVar(env: readonly EnvVar[], name: string): EnvVar | undefined {
  return env.findLast((entry) => entry.name === name);
}

/** A command line flag of a container. */
export interface Flag extends Location {
  /** Name without dashes. */
  readonly name: string;
  /** Value; unset for a flag without one. */
  readonly value?: string;
  /** Where the value begins in the text at the path. */
  readonly offset: number;
}

/** Flags of a container, written `--name=value` or as two arguments. */
export function readFlags(object: KubeObject, container: Container): Flag[] {
  const flags: Flag[] = [];
  const words = container.arguments;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const match = word && /^--?([A-Za-z][\w.-]*)(=)?/.exec(word.text);
    if (!word || !match?.[1]) continue;
    const name = match[1];
    const next = words[index + 1];
    if (match[2]) {
      const offset = match[0].length;
      flags.push({ object, name, value: word.text.slice(offset), path: word.path, offset });
    } else if (next && !next.text.startsWith('-')) {
      flags.push({ object, name, value: next.text, path: next.path, offset: 0 });
      index++;
    } else {
      flags.push({ object, name, path: word.path, offset: 0 });
    }
  }
  return flags;
}
