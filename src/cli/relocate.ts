import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Change, detectNamespace, type Relocated, relocate } from '../relocate.ts';
import { at, isRecord, text } from '../upstream/unknown.ts';
import { parseYaml, printYaml, type YamlDocument } from '../yaml.ts';
import { readText, standardInput } from './read-text.ts';
import { writeFileWhole } from './write-file.ts';

interface Options {
  readonly to: string;
  readonly from?: string;
  readonly image: Record<string, string>;
  readonly namespace: 'drop' | 'rename' | 'keep';
  readonly strict?: true;
  readonly out?: string;
}

const done = 0;
const hasLeftovers = 1;

/**
 * Adds the command `relocate`: moves a manifest to another namespace and writes it as YAML, with an
 * account on standard error. Exit codes: 0 done, 1 left-overs under `--strict`, 2 bad usage or
 * unreadable input.
 */
export function registerRelocate(program: Command): void {
  program
    .command('relocate')
    .description('move a manifest to another namespace, by the meaning of each field')
    .argument('<file>', 'manifest in YAML or JSON; - is standard input')
    .requiredOption('--to <namespace>', 'namespace to move into')
    .option('--from <namespace>', "namespace to move out of (default: the manifest's own)")
    .option(
      '--image <old=new>',
      'image to replace, again for each; a new name without tag keeps the old tag',
      collectImage,
      {},
    )
    .addOption(
      new Option('--namespace <what>', "what becomes of the manifest's Namespace object")
        .choices(['drop', 'rename', 'keep'])
        .default('drop'),
    )
    .option('--strict', 'fail if something names the old namespace and cannot be classified')
    .option('--out <file>', 'file to write instead of standard output, only on success')
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
}

async function run(file: string, options: Options): Promise<number> {
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
  process.stderr.write(account(result, documents, from, options.to));
  const isClean = result.leftovers.length === 0 && result.unusedImages.length === 0;
  if (options.strict === true && !isClean) return hasLeftovers;
  const yaml = print(documents, result);
  if (options.out === undefined || options.out === '-') process.stdout.write(yaml);
  else writeFileWhole(options.out, yaml);
  return done;
}

function collectImage(value: string, images: Record<string, string>): Record<string, string> {
  const [, old, replacement] = /^([^=]+)=([^=]+)$/.exec(value) ?? [];
  if (old === undefined || replacement === undefined) {
    throw new InvalidArgumentError('It must be old=new, such as example.com/proxy=quay.io/proxy.');
  }
  return { ...images, [old]: replacement };
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
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name}: ${reason} with --from`, { cause: error });
  }
}

/** The documents in their own words where that can be, or else printed anew. */
function print(documents: readonly YamlDocument[], result: Relocated): string {
  const byDocument = groupBy(result.changes, ({ index }) => index);
  const objects = [...result.objects];
  const texts: string[] = [];
  for (const [index, document] of documents.entries()) {
    const changes = byDocument.get(index) ?? [];
    if (changes.some(({ path, rule }) => rule === 'namespace dropped' && path.length === 0))
      continue;
    const object = objects.shift();
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
    ...leftovers.map(({ index, object, path, line, offset }) => {
      const document = documents[index];
      const position = document?.locateText(path, offset) ?? document?.locateNearest(path);
      const where = `${document?.file}:${position?.line}:${position?.column}`;
      return `${where}: left as it is, ${object} ${pathText(path)}${line === undefined ? '' : `: ${line}`}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
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
