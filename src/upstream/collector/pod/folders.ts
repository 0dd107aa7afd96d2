import { posix } from 'node:path';
import { at, list, own, text, type UnknownRecord } from '../../values/unknown.ts';

/** A folder or file that a component looks for, and that an image of the distributions does not have. */
export interface FolderNeed {
  readonly folder: string;
  /** Path in the settings; empty for a default. */
  readonly path: readonly (string | number)[];
  /** What becomes of the collector where it is not there. */
  readonly without: 'does not start' | 'reads nothing';
}

type Needs = (settings: UnknownRecord) => readonly FolderNeed[];

/**
 * What components look for in the files of their container.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 internal/gopsutilenv, exporter/fileexporter, pkg/stanza/fileconsumer and
 * operator/input/journald; receiver/dockerstatsreceiver receiver.go and extension/observer/dockerobserver extension.go, whose Start lists
 * containers.
 */
const components: Readonly<Record<string, Needs>> = {
  'receivers/host_metrics': (settings) =>
    needed(text(settings.root_path), ['root_path'], 'does not start'),
  'receivers/docker_stats': dockerSocket,
  'extensions/docker_observer': dockerSocket,
  'receivers/file_log': (settings) =>
    list(settings.include).flatMap((pattern, index) => logs(pattern, ['include', index])),
  'receivers/journald': (settings) => {
    const root = text(settings.root_path) ?? '';
    const folder = text(settings.directory);
    return folder === undefined ? [] : needed(root + folder, ['directory'], 'reads nothing');
  },
  'exporters/file': writtenFile,
};

/** Ids that components had before, by those that they are tabled by. */
const formerIds: Readonly<Record<string, string>> = {
  'receivers/hostmetrics': 'receivers/host_metrics',
  'receivers/filelog': 'receivers/file_log',
};

/**
 * Folders and files that a component needs to be mounted, as far as that is certain.
 *
 * @param component - kind and type, `receivers/file_log`
 */
export function folderNeeds(component: string, settings: UnknownRecord): readonly FolderNeed[] {
  const id = Object.hasOwn(formerIds, component) ? (formerIds[component] ?? '') : component;
  return Object.hasOwn(components, id) ? (components[id]?.(settings) ?? []) : [];
}

function needed(
  folder: string | undefined,
  path: FolderNeed['path'],
  without: FolderNeed['without'],
): FolderNeed[] {
  const place = folder && posix.normalize(folder).replace(/(?<=.)\/+$/, '');
  return place && isCertainFolder(place) ? [{ folder: place, path, without }] : [];
}

/** Whether a folder is none that an image may well have or that every container is given, and no variable. */
export function isCertainFolder(folder: string): boolean {
  return (
    /^\/[^$]*$/.test(folder) &&
    !/^\/(?:proc|sys|dev|etc\/otel[^/]*|etc\/ssl)\//.test(`${folder}/`) &&
    !/^\/(?:tmp|etc|var|run|dev|proc|home|root|opt|usr|mnt|var\/tmp|dev\/shm)?\/?$/.test(folder)
  );
}

const defaultSocket = 'unix:///var/run/docker.sock';

function dockerSocket({ endpoint }: UnknownRecord): FolderNeed[] {
  const socket = /^unix:\/\/(\/.+)$/.exec(text(endpoint) ?? defaultSocket)?.[1];
  return needed(socket, endpoint === undefined ? [] : ['endpoint'], 'does not start');
}

/** Folders that the logs of a node, its pods and containers are in; others may be written by the collector itself. */
const nodeLogs = /^\/var\/(?:log|lib\/docker\/containers)(?:\/|$)/;

function logs(pattern: unknown, path: FolderNeed['path']): FolderNeed[] {
  const written = text(pattern) ?? '';
  const [fixed = ''] = written.split(/[*?[{]/);
  const folder = fixed === written ? posix.dirname(written) : fixed.replace(/[^/]*$/, '');
  if (!nodeLogs.test(folder)) return [];
  return needed(folder, path, 'reads nothing');
}

/** The folder of a file that is opened as it is, while others are written with their folders. */
function writtenFile(settings: UnknownRecord): FolderNeed[] {
  const file = text(settings.path);
  const makes = (own(settings, 'create_directory') ?? false) !== false;
  const grouped = at(settings, 'group_by', 'enabled');
  const others = (grouped ?? false) !== false || (settings.rotation ?? null) !== null;
  if (file === undefined || makes || others) return [];
  return needed(posix.dirname(file), ['path'], 'does not start');
}
