import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { runsInShell, withoutTracingFlags } from '../../upstream/thanos/container.ts';
import { at, list, replaceAt, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { pulledFrom } from '../kubernetes/image-source.ts';
import type { ManifestObject } from '../kubernetes/manifest-file.ts';
import { addAsWritten } from '../kubernetes/without-namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import {
  addMetadata,
  type MetadataProps,
  metadataProblems,
  metadataShapes,
} from '../props/metadata.ts';
import { refuse, within } from '../props/refuse.ts';
import { required, type Shapes, text as textShape } from '../props/shape.ts';
import { configShapes, type ThanosTracingConfig, thanosTracingArg } from './argument.ts';
import { readThanosManifest, type ThanosManifest } from './manifest.ts';

/** Which Thanos traces, and where to. */
export interface ThanosTracingProps extends ThanosTracingConfig, MetadataProps {
  /**
   * File with the Deployment or StatefulSet that runs Thanos, as a path from the working directory. Other objects in it are
   * emitted as they are.
   */
  readonly manifest: string;
  /**
   * Name of the Thanos container.
   *
   * @default - the only container whose image, command or arguments are those of Thanos
   */
  readonly container?: string;
  /**
   * Release of Thanos, 0.32.0 or newer.
   *
   * @default - the tag of the container's image
   */
  readonly version?: string;
}

const shapes: Shapes<ThanosTracingProps> = {
  ...metadataShapes,
  ...configShapes,
  manifest: required(textShape),
  container: textShape,
  version: textShape,
};

/**
 * A Thanos workload of the user with the tracing argument added: the file's objects, with every tracing flag of the Thanos
 * container replaced by one. Whole objects are emitted because the API server replaces `args` as a whole, so that a patch of
 * one argument cannot be applied.
 *
 * @throws if the file does not hold exactly one Thanos container in a Deployment or StatefulSet with a namespace, if the
 *   release is unknown, if the container would not be given the argument, and as `thanosTracingArg`
 */
export class ThanosTracing extends Construct {
  /** The argument that was added. */
  readonly argument: string;

  constructor(scope: Construct, id: string, props: ThanosTracingProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { manifest: file, container: name, version, labels, annotations, ...config } = props;
    refuse(this, ...metadataProblems(props));
    const manifest = within(this, () => readThanosManifest(file, name));
    const { container, namespace } = manifest;
    const where = `manifest ${file}: container ${container.name}`;
    this.argument = within(this, () =>
      thanosTracingArg({
        ...config,
        from: namespace,
        version: version ?? versionOf(container, where),
      }),
    );
    refuse(
      this,
      argumentsProblem(container, where),
      variableProblem(this.argument, container, where),
    );
    for (const [index, object] of manifest.objects.entries()) {
      if (object === manifest.workload) {
        new ApiObject(this, 'Resource', pulledFrom(this, traced(manifest, this.argument)));
      } else {
        addAsWritten(this, `Object${index}`, pulledFrom(this, object));
      }
    }
    addMetadata(this, { labels, annotations });
    guarded(this);
  }
}

function versionOf(container: UnknownRecord, where: string): string {
  const image = text(container.image) ?? '';
  const { version } = parseImage(image);
  if (version === undefined) {
    throw new Error(`${where} has the image '${image}', which names no release; set version`);
  }
  return version;
}

function argumentsProblem(container: UnknownRecord, where: string): string | undefined {
  const { args } = container;
  if (args !== undefined && args !== null && !Array.isArray(args)) {
    return `${where} must have a list of args, got ${JSON.stringify(args)}`;
  }
  return runsInShell(container)
    ? `${where} must run Thanos itself, got a shell with -c, which hands on no further argument`
    : undefined;
}

// kubernetes leaves $(NAME) of an unknown variable as it is, and thanos exits on it (thanos pkg/extkingpin)
function variableProblem(
  argument: string,
  container: UnknownRecord,
  where: string,
): string | undefined {
  if (list(container.envFrom).length > 0) return undefined;
  const names = list(container.env).map((variable) => text(at(variable, 'name')));
  const unknown = [...argument.matchAll(/\$\((\w+)\)/g)].find(([, name]) => !names.includes(name));
  return unknown === undefined
    ? undefined
    : `${where} must have the variable of ${unknown[0]} in its env, got none of that name`;
}

function traced({ workload, index, container }: ThanosManifest, argument: string): ManifestObject {
  const { command, args } = container;
  const changed = {
    ...container,
    ...(Array.isArray(command) && { command: withoutTracingFlags(command) }),
    args: [...withoutTracingFlags(list(args)), argument],
  };
  const path = ['spec', 'template', 'spec', 'containers', index];
  return replaceAt(workload, path, changed) as ManifestObject;
}
