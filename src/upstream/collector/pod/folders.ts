import { own, text, type UnknownRecord } from '../../values/unknown.ts';
import { fileStorageFolder } from '../sending-queue.ts';

/** A folder that a component writes to. */
export interface NeededFolder {
  /** Path in the file system of the container. */
  readonly folder: string;
  /** Key of the settings that names it; unset where none does. */
  readonly setting?: string;
  /** Whether the component makes it where it is missing. */
  readonly made: boolean;
}

/**
 * The folder that a component needs in order to start; images of the project have none that it could write to.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 extension/storage/filestorage/config.go, Validate.
 *
 * @param component - kind and type, `extensions/file_storage`
 */
export function neededFolder(component: string, settings: UnknownRecord): NeededFolder | undefined {
  if (component !== 'extensions/file_storage') return undefined;
  const written = text(own(settings, 'directory'));
  return {
    folder: written ?? fileStorageFolder,
    ...(written === undefined ? {} : { setting: 'directory' }),
    made: own(settings, 'create_directory') === true,
  };
}
