import { isRecord, list } from '../../upstream/values/unknown.ts';
import type { Program } from './write.ts';

const width = 100;

/** A program as TypeScript: an app that synthesizes the same objects. */
export function typescript(program: Program): string {
  const { name, namespace, storage, props, additions, objects } = program;
  const names = [
    'App',
    'Chart',
    ...(objects.length > 0 || additions.size > 0 ? ['ApiObject'] : []),
    ...(additions.size > 0 ? ['JsonPatch'] : []),
  ].sort();
  const own = ['JaegerV2', storage.type].sort((a, b) =>
    a.toLowerCase().localeCompare(b.toLowerCase(), 'en'),
  );
  const beside = objects.filter(({ step }) => step !== 'names');
  const later = objects.filter(({ step }) => step === 'names');
  const call = `${storage.type}(${literal(storage.props, 2, `  storage: ${storage.type}()`.length)})`;
  const rest = Object.entries(props).map(([key, value]) => `  ${entry(key, value, 2)},\n`);
  const lines = [
    `import { ${names.join(', ')} } from 'cdk8s';`,
    `import { ${own.join(', ')} } from 'cdk8s-tracing';`,
    '',
    'const app = new App();',
    `const chart = new Chart(app, ${quoted(name)}, { namespace: ${quoted(namespace)} });`,
    `${additions.size > 0 ? 'const jaeger = ' : ''}new JaegerV2(chart, 'Jaeger', {\n  storage: ${call},\n${rest.join('')}});`,
    ...[...additions].map(([child, added]) => {
      const patches = added.map(
        ({ pointer, value }) =>
          `  JsonPatch.add(${quoted(pointer)}, ${literal(value, 2, pointer.length + 21)}),\n`,
      );
      return `ApiObject.of(jaeger.node.findChild(${quoted(child)})).addJsonPatch(\n${patches.join('')});`;
    }),
    ...beside.map(({ id, object }) => objectText('chart', id, object)),
    ...(later.length === 0
      ? []
      : [
          '',
          '// for when Jaeger v1 is gone: its names, over the pods of this one',
          `const names = new Chart(app, ${quoted(`${name}-names`)}, { namespace: ${quoted(namespace)} });`,
          ...later.map(({ id, object }) => objectText('names', id, object)),
        ]),
    '',
    'app.synth();',
  ];
  return `${lines.join('\n')}\n`;
}

function objectText(chart: string, id: string, object: unknown): string {
  return `new ApiObject(${chart}, ${quoted(id)}, ${literal(object, 0)});`;
}

/**
 * A value as TypeScript writes it, on one line where there is room.
 *
 * @param indent - of the line that it begins on
 * @param used - characters of that line that are there already
 */
function literal(value: unknown, indent: number, used: number = indent): string {
  const line = oneLine(value);
  // what follows is a comma
  if (line.length + used < width) return line;
  const inner = indent + 2;
  const pad = ' '.repeat(inner);
  if (isRecord(value)) {
    const entries = entriesOf(value).map(([key, part]) => `${pad}${entry(key, part, inner)},\n`);
    return `{\n${entries.join('')}${' '.repeat(indent)}}`;
  }
  if (!Array.isArray(value)) return line;
  const items = value.map((item) => `${pad}${literal(item, inner)},\n`);
  return `[\n${items.join('')}${' '.repeat(indent)}]`;
}

function entry(key: string, value: unknown, indent: number): string {
  const name = `${keyText(key)}: `;
  return `${name}${literal(value, indent, indent + name.length)}`;
}

function oneLine(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${list(value).map(oneLine).join(', ')}]`;
  if (!isRecord(value)) return String(value);
  const entries = entriesOf(value).map(([key, part]) => `${keyText(key)}: ${oneLine(part)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function entriesOf(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(([, part]) => part !== undefined);
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}
