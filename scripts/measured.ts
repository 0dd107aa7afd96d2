// tables of the documents that runs against real programs have measured
import { readFileSync } from 'node:fs';

type Cells = readonly (string | number)[];

interface Costs {
  readonly date: string;
  readonly collector: string;
  readonly spans: number;
  readonly rounds: number;
  readonly costs: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Evenings {
  readonly date: string;
  readonly releases: Readonly<Record<string, string>>;
  readonly stacks: Readonly<Record<'default' | 'article' | 'jaeger-v2', Evening>>;
}

interface Evening {
  readonly sent: number;
  readonly stored: number;
  readonly storedTwice: number;
  readonly queries: number;
  readonly queriesTraced: number;
  readonly pipelineSpans: number;
}

/** Documents with tables of what was measured, by file. */
export function measuredDocuments(): ReadonlyMap<string, string> {
  const documents = {
    'docs/configure.md': configureDocument,
    'docs/article.md': articleDocument,
  };
  return new Map(
    Object.entries(documents).map(([file, write]) => [file, write(readFileSync(file, 'utf8'))]),
  );
}

/** `docs/configure.md` with what collectors cost. */
function configureDocument(document: string): string {
  const { date, collector, spans, rounds, costs } = read<Costs>('collector');
  const table = tableOf(
    ['configuration', 'spans a second and core', 'memory at most, MiB', 'bytes written a span'],
    Object.entries(costs).map(([name, cost]) => [
      name,
      (cost.spansPerCoreSecond ?? Number.NaN).toLocaleString('en'),
      cost.peakMiB ?? Number.NaN,
      cost.writtenBytesPerSpan ?? Number.NaN,
    ]),
  );
  const made = `Measured on ${date} by \`npm run bench:collector -- --record\`: collector ${collector}, ${spans.toLocaleString('en')} spans in requests of 100 over OTLP/gRPC, medians of ${rounds} rounds.`;
  return between(document, 'cost', `${table}\n\n${made}`);
}

/** `docs/article.md` with what became of the spans of an evening. */
function articleDocument(document: string): string {
  const { date, releases, stacks } = read<Evenings>('evening');
  const evenings = [stacks.article, stacks.default, stacks['jaeger-v2']];
  const [{ sent, queries }] = [stacks.default];
  const row = (title: string, cell: (evening: Evening) => number): Cells => [
    title,
    ...evenings.map(cell),
  ];
  const table = tableOf(
    ['', "the article's stack", 'the default stack', 'the same on Jaeger v2'],
    [
      row(`of ${sent} spans of an application: found`, ({ stored }) => stored),
      row('of these, stored a second time', ({ storedTwice }) => storedTwice),
      row(
        `of ${queries} queries of Thanos, one in 16 to be traced: traced`,
        ({ queriesTraced }) => queriesTraced,
      ),
      row('spans of a PipelineRun of two tasks', ({ pipelineSpans }) => pipelineSpans),
    ],
  );
  const made = Object.entries(releases).map(([name, release]) => `${name} ${release}`);
  return between(
    document,
    'evening',
    `${table}\n\nCounted on ${date} by \`npm run test:node -- --only evening --record\`, in pods of a real node: ${made.join(', ')}.`,
  );
}

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(`docs/measured/${name}.json`, 'utf8')) as Content;
}

function tableOf(head: Cells, rows: readonly Cells[]): string {
  const line = (cells: Cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Puts a text between the two marks of a name. */
function between(document: string, mark: string, text: string): string {
  const marked = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`);
  if (!marked.test(document)) throw new Error(`there must be marks '${mark}' in the document`);
  return document.replace(marked, (_, begin: string, end: string) => `${begin}${text}\n${end}`);
}
