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
  readonly releases: Releases;
  readonly stacks: Readonly<Record<'default' | 'article' | 'jaeger-v2', Evening>>;
}

interface Failures {
  readonly date: string;
  readonly releases: Releases;
  /** Of each stack, what was lost by what failed. */
  readonly stacks: Readonly<Record<string, Readonly<Record<string, Loss>>>>;
}

type Releases = Readonly<Record<string, string>>;

interface Loss {
  readonly sent: number;
  readonly accepted: number;
  readonly stored: number;
  readonly twice: number;
  readonly restarts: number;
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

/** How documents call the stacks that are measured. */
const stackTitles = {
  article: "the article's stack",
  default: 'the default stack',
  'jaeger-v2': 'the same on Jaeger v2',
};

/** `docs/configure.md` with what collectors cost, and what is lost. */
function configureDocument(document: string): string {
  return between(between(document, 'cost', costs()), 'losses', losses());
}

/** What collectors cost. */
function costs(): string {
  const { date, collector, spans, rounds, costs: measured } = read<Costs>('collector');
  const table = tableOf(
    ['configuration', 'spans a second and core', 'memory at most, MiB', 'bytes written a span'],
    Object.entries(measured).map(([name, cost]) => [
      name,
      (cost.spansPerCoreSecond ?? Number.NaN).toLocaleString('en'),
      cost.peakMiB ?? Number.NaN,
      cost.writtenBytesPerSpan ?? Number.NaN,
    ]),
  );
  const made = `Measured on ${date} by \`npm run bench:collector -- --record\`: collector ${collector}, ${spans.toLocaleString('en')} spans in requests of 100 over OTLP/gRPC, medians of ${rounds} rounds.`;
  return `${table}\n\n${made}`;
}

/** What is lost when parts of a stack fail. */
function losses(): string {
  const { date, releases, stacks } = read<Failures>('chaos');
  const shown = Object.entries(stackTitles).flatMap(([name, title]) => {
    const lost = stacks[name];
    return lost ? [{ title, lost }] : [];
  });
  const troubles = new Set(shown.flatMap(({ lost }) => Object.keys(lost)));
  const table = tableOf(
    ['', ...shown.map(({ title }) => title)],
    [...troubles].map((trouble) => [trouble, ...shown.map(({ lost }) => lossOf(lost[trouble]))]),
  );
  return `${table}\n\n${counted(date, 'chaos', releases)}`;
}

/** Spans that were found of those that the collector had said yes to; with those that were sent, where it had not to all. */
function lossOf(loss: Loss | undefined): string {
  if (loss === undefined) return '';
  const { sent, accepted, stored, twice, restarts } = loss;
  const [of, ofSent, found] = [accepted, sent, stored].map((spans) => spans.toLocaleString('en'));
  const refused = accepted === sent ? '' : `, ${ofSent} sent`;
  const again =
    restarts === 0 ? '' : `, started again ${restarts === 1 ? 'once' : `${restarts} times`}`;
  const doubled = twice === 0 ? '' : `, and ${twice.toLocaleString('en')} copies`;
  return `${found} of ${of}${refused}${doubled}${again}`;
}

/** When, how and with which releases something was counted. */
function counted(date: string, part: string, releases: Releases): string {
  const made = Object.entries(releases).map(([name, release]) => `${name} ${release}`);
  return `Counted on ${date} by \`npm run test:node -- --only ${part} --record\`, in pods of a real node: ${made.join(', ')}.`;
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
    ['', ...Object.values(stackTitles)],
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
  return between(document, 'evening', `${table}\n\n${counted(date, 'evening', releases)}`);
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
