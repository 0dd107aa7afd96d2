import { defaultConfigFiles } from '../../upstream/collector/environment.ts';
import type { Distribution } from '../../upstream/collector/releases.ts';
import { at, isRecord, list, own, text } from '../../upstream/values/unknown.ts';
import { readEmbedded, type TextSource } from '../kubernetes/embedded.ts';
import { keysOf, keyText, mountedFile, referenced, volumeSources } from '../kubernetes/files.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import { type Container, envVar, readFlags, type Workload } from '../kubernetes/workloads.ts';
import { isInline } from './overlays.ts';

/**
 * The configuration that a container reads: that of `--config`, or without arguments what is at the image's default path, without
 * what other arguments put over it. Undefined where it is not among the manifests, or put together from several.
 */
export function configSource(
  objects: ObjectIndex,
  workload: Workload,
  container: Container,
  distribution: Distribution | undefined,
): TextSource | undefined {
  const flags = readFlags(workload.object, container).filter(({ name }) => name === 'config');
  const [flag, ...others] = flags;
  if (!others.every(({ value = '' }) => isInline(value))) return undefined;
  if (flag?.value !== undefined) return fileOrVariable(objects, workload, container, flag.value);
  const file = configFile(distribution);
  // arguments take the place of the image's own, which name the file
  if (file === undefined || container.arguments.length > 0) return undefined;
  return fileOrVariable(objects, workload, container, file);
}

/** File that an image reads when it is given no arguments; undefined where that is not known. */
export function configFile(distribution: Distribution | undefined): string | undefined {
  return distribution && defaultConfigFiles[distribution];
}

function fileOrVariable(
  objects: ObjectIndex,
  workload: Workload,
  container: Container,
  place: string,
): TextSource | undefined {
  const variable = place.startsWith('env:')
    ? envVar(container.env, place.slice('env:'.length))
    : undefined;
  if (variable?.value !== undefined) {
    const path = [...variable.path, 'value'];
    return { object: workload.object, path, text: variable.value, offset: 0 };
  }
  const file = mountedFile(objects, workload, container, place.replace(/^file:/, ''));
  return file.status === 'found' ? file.source : undefined;
}

/** Whether a value is the configuration of a collector, as nothing else looks. */
export function isCollectorConfig(value: unknown): boolean {
  const pipelines = at(value, 'service', 'pipelines');
  return (
    isRecord(pipelines) && isRecord(own(value, 'receivers')) && isRecord(own(value, 'exporters'))
  );
}

/** Configurations of collectors that are mounted into a container, read or not. */
export function mountedConfigs(
  objects: ObjectIndex,
  { object: { namespace }, podSpec }: Workload,
  container: Container,
): TextSource[] {
  const mounted = new Set(list(container.value.volumeMounts).map((mount) => own(mount, 'name')));
  return list(podSpec.volumes)
    .filter((volume) => mounted.has(text(own(volume, 'name'))))
    .flatMap(volumeSources)
    .flatMap(({ kind, name }) => referenced(objects, { kind, namespace, name }) ?? [])
    .flatMap((object) => keysOf(object).flatMap((key) => keyText(object, key) ?? []))
    .filter((source) => isCollectorConfig(readEmbedded(source.text).value));
}
