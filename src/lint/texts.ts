import { type ManifestObject, readManifests } from '../model/kubernetes/objects.ts';
import { YamlError } from '../yaml.ts';

/** A text with manifests. */
export interface ManifestText {
  /** Name for messages and positions. */
  readonly file: string;
  /** YAML or JSON, any number of documents. */
  readonly text: string;
}

/** A file that cannot be read. What it holds is missing from the cluster that is linted. */
export interface UnreadableFile {
  readonly file: string;
  /** Why it cannot be read. */
  readonly message: string;
  /** Line in the file, from 1; unset where not even a text can be had. */
  readonly line?: number;
  /** Column in the line, from 1. */
  readonly column?: number;
}

/** A text and what is in it. */
export interface ReadText extends ManifestText {
  /** Empty where it cannot be read. */
  readonly manifests: readonly ManifestObject[];
  /** Why it cannot be read; unset where it can. */
  readonly unreadable?: UnreadableFile;
}

/** Reads the manifests of a text. */
export function readText({ file, text }: ManifestText): ReadText {
  try {
    return { file, text, manifests: readManifests(text, file) };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { reason: message, line, column } = error;
    return { file, text, manifests: [], unreadable: { file, message, line, column } };
  }
}
