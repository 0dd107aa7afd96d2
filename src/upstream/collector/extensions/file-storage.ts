import { posix } from 'node:path';
import { own, text } from '../../values/unknown.ts';
import { isCertainFolder } from '../pod/folders.ts';

/**
 * Folder that the extension `file_storage` keeps its files in.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 extension/storage/filestorage factory.go, default_others.go.
 */
export const fileStorageFolder = '/var/lib/otelcol/file_storage';

/** A folder that must be there, and where it is written. */
interface NeededFolder {
  readonly folder: string;
  /** Path in the settings; empty for a default. */
  readonly path: readonly string[];
}

/**
 * Folders that must be there when a `file_storage` starts; none where it makes them itself.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 extension/storage/filestorage config.go Validate.
 */
export function neededFolders(settings: unknown): NeededFolder[] {
  // a variable may say so, too
  if ((own(settings, 'create_directory') ?? false) !== false) return [];
  const compaction = own(settings, 'compaction');
  const compacts = ['on_start', 'on_rebound'].some((key) => own(compaction, key) === true);
  return [
    folderOf(own(settings, 'directory'), ['directory']),
    ...(compacts ? [folderOf(own(compaction, 'directory'), ['compaction', 'directory'])] : []),
  ].filter(({ folder }) => isCertainFolder(folder));
}

function folderOf(value: unknown, path: readonly string[]): NeededFolder {
  const folder = text(value);
  return folder
    ? { folder: posix.normalize(folder), path }
    : { folder: fileStorageFolder, path: [] };
}
