import { defaultConfigFiles } from '../../upstream/collector/environment.ts';
import type { Distribution } from '../../upstream/collector/releases.ts';
import {
  at,
  isRecord,
  list,
  own,
  record,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { type EmbeddedProblem, readEmbedded, type TextSource } from '../kubernetes/embedded.ts';
import { keysOf, keyText, mountedFile, referenced, volumeSources } from '../kubernetes/files.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import { type Container, envVar, readFlags, type Workload } from '../kubernetes/workloads.ts';
import { CollectorConfig } from './config.ts';
import { inlineText, isInline, joined, overlaysOf, withOverlays } from './overlays.ts';

/** A configuration as it is read, or what is wrong with its text. */
export interface ReadConfig {
  /** The configuration; unset when there is none, or none that can be read. */
  readonly config?: CollectorConfig;
  /** Its text, where it is written as one; of several the first, or the one that cannot be read. */
  readonly configText?: TextSource;
  readonly configProblem?: EmbeddedProblem;
}

/** Reads a configuration that stands in an object, as a mapping or as a text. */
export function readConfiguration(value: unknown, object: KubeObject, path: Path): ReadConfig {
  if (typeof value === 'string') return readConfigText({ object, path, text: value, offset: 0 });
  return isRecord(value) ? { config: new CollectorConfig(value, object, path) } : {};
}

/** What is read with what arguments put over it; the operator looks at what is written alone. */
export function overlaid(read: ReadConfig, overlays: readonly string[]): ReadConfig {
  const { config } = read;
  if (!config || overlays.length === 0) return read;
  return { ...read, config: config.withValue(withOverlays(config.value, overlays)) };
}

/** Reads the configuration that the arguments of a container tell it. */
export function readContainerConfig(
  objects: ObjectIndex,
  workload: Workload,
  container: Container,
  distribution: Distribution | undefined,
): ReadConfig {
  const read = readTexts(configSources(objects, workload, container, distribution));
  return overlaid(read, overlaysOf(workload.object, container));
}

function readConfigText(source: TextSource): ReadConfig {
  const { value, problem } = readEmbedded(source.text);
  if (problem) return { configText: source, configProblem: problem };
  if (!isRecord(value)) return { configText: source };
  return { configText: source, config: new CollectorConfig(value, source.object, source.path) };
}

/**
 * What texts say together, each over those before it; what is wrong with the first that says nothing. Nothing where the first is not a
 * file, to which findings could belong.
 *
 * Source: opentelemetry-collector confmap v0.88.0 and v1.64.0 resolver.go.
 */
function readTexts(sources: readonly (TextSource | string)[]): ReadConfig {
  // an empty file adds nothing to others
  const given = sources.filter(
    (source) => typeof source === 'string' || sources.length === 1 || !isEmpty(source),
  );
  const files = given.flatMap((source) =>
    typeof source === 'string' ? [] : [readConfigText(source)],
  );
  const [first] = files;
  const broken = files.find(({ config }) => !config);
  if (broken || !first?.config || typeof given[0] === 'string') return broken ?? {};
  if (given.length === 1) return first;
  const { object, path } = first.config;
  const value = given.reduce<UnknownRecord>(
    (below, source) =>
      typeof source === 'string'
        ? withOverlays(below, [inlineText(source)])
        : joined(below, record(readEmbedded(source.text).value)),
    {},
  );
  const parts = files.flatMap(({ config }) => config ?? []);
  return { ...first, config: new CollectorConfig(value, object, path, parts) };
}

function isEmpty({ text: written }: TextSource): boolean {
  return readEmbedded(written).value === null;
}

/** A feature gate that joins lists of several configurations (opentelemetry-collector confmap v1.64.0 internal/conf.go). */
const listsJoined = 'confmap.enableMergeAppendOption';

/**
 * The configurations that a container reads: those of `--config`, or without arguments what is at the image's default path. Those that
 * arguments hold themselves are texts, the others have a place. None where one of them is not among the manifests.
 */
function configSources(
  objects: ObjectIndex,
  workload: Workload,
  container: Container,
  distribution: Distribution | undefined,
): (TextSource | string)[] {
  const flags = readFlags(workload.object, container);
  const places = flags.flatMap(({ name, value }) => (name === 'config' && value ? [value] : []));
  const file = configFile(distribution);
  // arguments take the place of the image's own, which name the file
  if (places.length === 0 && file !== undefined && container.arguments.length === 0) {
    places.push(file);
  }
  const sources = places.flatMap<TextSource | string>((place) =>
    isInline(place) ? [place] : (fileOrVariable(objects, workload, container, place) ?? []),
  );
  const files = sources.filter((source) => typeof source !== 'string');
  const joins = flags.some(({ value }) => value?.includes(listsJoined));
  return sources.length < places.length || (files.length > 1 && joins) ? [] : sources;
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
