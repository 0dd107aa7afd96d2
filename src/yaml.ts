import { YAMLException } from 'js-yaml';
import { type Edit, editDocument } from './yaml/edit.ts';
import { Locator, type Path, type Position } from './yaml/locate.ts';
import { printDocument } from './yaml/print.ts';
import { readSource, type Source } from './yaml/source.ts';
import { type Content, readDocument } from './yaml/value.ts';

/** One document of a YAML file. */
export interface YamlDocument {
  /**
   * What Kubernetes reads: objects, lists, text, booleans, null, numbers, and bigints for integers
   * that a JavaScript number would round.
   */
  readonly value: unknown;
  /** Name of the file, as given. */
  readonly file: string;
  /** Number of the document in its file, from 0; empty documents count. */
  readonly index: number;
  /**
   * Paths of the fields whose key stands in its map more than once, no more than 100 of them; `value` has
   * what the last one says. The collector and others that read strictly refuse such a document.
   */
  readonly duplicateKeys: readonly Path[];
  /**
   * Position of the key or list item that a path leads to; of the document itself for the empty
   * path. Undefined where the document has no such value.
   */
  locate(path: Path): Position | undefined;
  /** Position of the last part of a path that exists; of the document itself where none does. */
  locateNearest(path: Path): Position;
  /**
   * Position of a character of the text that a path leads to, such as of a line of a configuration in a block scalar; the start
   * of the scalar where folding or escapes hide it. Undefined where there is no text.
   *
   * @param offset offset in the text, from 0
   */
  locateText(path: Path, offset: number): Position | undefined;
  /**
   * The document as it stands in the file, with some of its texts replaced and all else as it was:
   * comments, order, quotes, the spelling of numbers. It neither starts nor ends with `---`. Undefined
   * where a text cannot be replaced alone, because the document has aliases, because it is folded,
   * or because the document starts on the line of its `---`.
   */
  edit(edits: readonly Edit[]): string | undefined;
}

/** Why a text is no YAML that kubectl reads; the message is `file:line:column: reason`. */
export class YamlError extends Error {
  /** Name of the file, as given. */
  readonly file: string;
  /** What is wrong, and where. */
  readonly reason: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;

  constructor(file: string, { line, column }: Position, reason: string, cause: unknown) {
    super(`${file}:${line}:${column}: ${reason}`, { cause });
    this.name = 'YamlError';
    this.file = file;
    this.reason = reason;
    this.line = line;
    this.column = column;
  }
}

/**
 * Reads all documents of a YAML or JSON text as kubectl reads them: YAML 1.1 scalars without base-60
 * numbers (`0644` is 420, `on` is true, dates are text), also in keys; anchors and merge keys are
 * resolved; of equal keys the last one counts. Empty documents are left out. `List` objects stay as
 * they are. Objects in JSON may follow each other without a line in between, as `jq -c` prints them.
 *
 * @param file name for messages and positions
 * @throws YamlError for broken YAML, keys that are one only in JSON (`1` and `"1"`), recursive anchors, aliases
 *   that blow the document up and values that JSON cannot say
 */
export function parseYaml(text: string, file: string): YamlDocument[] {
  try {
    const source = readSource(text);
    const locator = new Locator(source);
    return source.documents.flatMap((first, index) => {
      const content = readDocument(source, first);
      if (content.value === null) return [];
      return [documentOf(source, locator, first, { ...content, file, index })];
    });
  } catch (error) {
    if (!(error instanceof YAMLException) || error.mark === undefined) throw error;
    const { line, column } = error.mark;
    const reason = `${error.reason}${templateHint(text, line)}`;
    throw new YamlError(file, { line: line + 1, column: column + 1 }, reason, error);
  }
}

// of Helm and of most others
const placeholder = /\{\{|\{%/;

/** What to do about a line, counted from 0, that is no YAML before a program has filled it in. */
function templateHint(text: string, line: number): string {
  const written = text.split(/\r\n?|\n/, line + 1)[line] ?? '';
  return placeholder.test(written)
    ? '; this is a template, give what it becomes when it is rendered, such as by helm template'
    : '';
}

/**
 * Prints objects as YAML documents, parted by `---`, so that any YAML 1.1 or 1.2 reader gets the same
 * values back. The same objects always give the same bytes; lines are never folded.
 *
 * @throws for values that JSON cannot say
 */
export function printYaml(objects: readonly unknown[]): string {
  return objects.map(printDocument).join('---\n');
}

function documentOf(
  source: Source,
  locator: Locator,
  first: number,
  read: Content & Pick<YamlDocument, 'file' | 'index'>,
): YamlDocument {
  const locate = (path: Path) => locator.locate(first, path);
  return {
    ...read,
    locate,
    locateNearest: (path) => {
      for (let length = path.length; length > 0; length--) {
        const position = locate(path.slice(0, length));
        if (position !== undefined) return position;
      }
      return locate([]) ?? { line: 1, column: 1 };
    },
    locateText: (path, offset) => locator.locateText(first, path, offset),
    edit: (edits) => editDocument(source, locator, first, read.value, edits),
  };
}
