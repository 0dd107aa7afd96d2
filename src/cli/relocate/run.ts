import { withoutSecrets } from '../../lint/secrets.ts';
import { shortened } from '../../lint/shortened.ts';
import { type Change, detectNamespace, type Relocated, relocate } from '../../relocate.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import { at, isRecord, reasonOf, text } from '../../upstream/values/unknown.ts';
import type { Position } from '../../yaml/locate.ts';
import { parseYaml, printYaml, type YamlDocument } from '../../yaml.ts';
import { print, printError } from '../output.ts';
import { readText, standardInput } from '../read-text.ts';
import { writeFileWhole } from '../write-file.ts';

/** A call of `tracing relocate`. */
export interface RelocateRun {
  /** Manifest to move; `-` is standard input. */
  readonly file: string;
  /** Namespace to move into. */
  readonly to: string;
  /**
   * Namespace to move out of.
   *
   * @default - the manifest's own
   */
  readonly from?: string;
  /** New images by old ones. */
  readonly image: Record<string, string>;
  /** What becomes of the manifest's Namespace object. */
  readonly namespace: 'drop' | 'rename' | 'keep';
  /**
   * Whether it is an error if something names the old namespace and cannot be classified.
   *
   * @default - it is only told
   */
  readonly strict?: true;
  /**
   * File to write.
   *
   * @default - standard output
   */
  readonly out?: string;
}

const done = 0;
const hasLeftovers = 1;

/** Moves a manifest and prints it; the result is the exit code. */
export async function runRelocate({ file, ...options }: RelocateRun): Promise<number> {
  const name = file === '-' ? standardInput : file;
  const documents = parseYaml(await readText(file), name);
  checkObjects(documents, name);
  const objects = documents.map(({ value }) => value);
  const from = options.from ?? detect(objects, name);
  const result = relocate(objects, {
    from,
    to: options.to,
    namespace: options.namespace,
    images: options.image,
  });
  if (!isNamed(result, from, options.to)) {
    throw new Error(`${name} has nothing in namespace ${from}, and nothing that names it`);
  }
  printError(account(result, documents, from, options.to));
  const isClean = result.leftovers.length === 0 && result.unusedImages.length === 0;
  if (options.strict === true && !isClean) return hasLeftovers;
  const yaml = rendered(documents, result);
  if (options.out === undefined || options.out === '-') print(yaml);
  else writeFileWhole(options.out, yaml);
  return done;
}

/** Whether anything in the manifest says the old namespace. */
function isNamed({ changes, leftovers }: Relocated, from: string, to: string): boolean {
  return from === to || leftovers.length > 0 || changes.some(({ rule }) => rule !== 'image');
}

function checkObjects(documents: readonly YamlDocument[], name: string): void {
  if (documents.length === 0) throw new Error(`${name} holds no objects`);
  for (const { value, locateNearest } of documents) {
    if (isRecord(value) && typeof value.kind === 'string') continue;
    const { line, column } = locateNearest([]);
    throw new Error(`${name}:${line}:${column}: a Kubernetes object must be a map with a kind`);
  }
}

function detect(objects: readonly unknown[], name: string): string {
  try {
    return detectNamespace(objects);
  } catch (error) {
    const reason = reasonOf(error);
    throw new Error(`${name}: ${reason} with --from`, { cause: error });
  }
}

/** The documents in their own words where that can be, or else printed anew. */
function rendered(documents: readonly YamlDocument[], result: Relocated): string {
  const byDocument = groupBy(result.changes, ({ index }) => index);
  const objects = result.objects[Symbol.iterator]();
  const texts: string[] = [];
  for (const [index, document] of documents.entries()) {
    const changes = byDocument.get(index) ?? [];
    if (changes.some(({ path, rule }) => rule === 'namespace dropped' && path.length === 0))
      continue;
    const object = objects.next().value;
    const written = edited(document, object, changes) ?? printYaml([object]);
    texts.push(written.endsWith('\n') ? written : `${written}\n`);
  }
  return texts.join('---\n');
}

function edited(
  document: YamlDocument,
  object: unknown,
  changes: readonly Change[],
): string | undefined {
  const edits = [];
  for (const { path, rule } of changes) {
    const value = text(at(object, ...path));
    if (rule === 'namespace dropped' || value === undefined) return undefined;
    edits.push({ path, text: value });
  }
  return document.edit(edits);
}

function account(
  { changes, leftovers, unusedImages }: Relocated,
  documents: readonly YamlDocument[],
  from: string,
  to: string,
): string {
  const dropped = changes.filter(({ rule }) => rule === 'namespace dropped');
  const moved = changes.filter(({ rule }) => rule !== 'namespace dropped');
  const counts = [...groupBy(moved, ({ rule }) => rule)].map(
    ([rule, { length }]) => `${length} ${rule}${length === 1 ? '' : 's'}`,
  );
  const lines = [
    counts.length === 0
      ? `nothing to move from ${from} to ${to}`
      : `moved from ${from} to ${to}: ${counts.join(', ')}`,
    ...dropped.map(({ object }) => `dropped ${object}`),
    ...unusedImages.map((image) => `image ${image} is not in the manifest`),
    ...documents.flatMap((document) =>
      document.duplicateKeys.map(
        (path) =>
          `${placeText(document, document.locateNearest(path))}: ${pathText(path)} is written more than once, and the last one counts`,
      ),
    ),
    ...leftovers.map(({ index, object, path, line, offset }) => {
      const document = documents[index];
      const position = document?.locateText(path, offset) ?? document?.locateNearest(path);
      return `${placeText(document, position)}: left as it is, ${object} ${pathText(path)}${line === undefined ? '' : `: ${withoutSecrets(shortened(line))}`}`;
    }),
  ];
  return `${lines.map(oneLine).join('\n')}\n`;
}

function placeText(document: YamlDocument | undefined, position: Position | undefined): string {
  return `${document?.file}:${position?.line}:${position?.column}`;
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('')
    .replace(/^\./, '');
}
