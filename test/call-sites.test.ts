import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Documents that are an index from a wish to a prop. */
const indexes = [
  'docs/collector.md',
  'docs/pods.md',
  'docs/security.md',
  'docs/senders.md',
  'docs/jaeger.md',
];

/** A call site of an index: an expression, or what takes props and the props as they are written in braces. */
interface CallSite {
  /** What takes the props; unset for an expression. */
  readonly taker?: string;
  /** The expression, or the props. */
  readonly code: string;
}

const sites = indexes.flatMap((file) => callSites(readFileSync(file, 'utf8')));

/** Call sites in the tables of a document whose second column has code or a backend, or says whose props it has. */
function callSites(text: string): CallSite[] {
  let header: CallSite | undefined;
  return text.split('\n').flatMap((line) => {
    const [, , second] = line.split(/(?<!\\)\|/);
    if (second === undefined) {
      header = undefined;
      return [];
    }
    const found = /^ (?:code|props of `(\w+)`|`(backend)`) *$/.exec(second);
    if (found) {
      header = { taker: found[1] ?? found[2], code: '' };
      return [];
    }
    const code = /^ `(.+)` *$/.exec(second)?.[1];
    return header === undefined || code === undefined ? [] : [{ ...header, code }];
  });
}

const takers: Readonly<Record<string, (props: string) => string>> = {
  TracingStack: (props) => `{ ...{ backend: jaeger({ storage }) }, ${props} }`,
  backend: (made) => `{ backend: ${made} }`,
  jaeger: (props) => `{ backend: jaeger({ storage, ${props} }) }`,
  jaegerV2: (props) => `{ backend: jaegerV2({ storage, ${props} }) }`,
};

function madeBy({ taker, code }: CallSite): string {
  if (taker !== undefined) {
    return `new TracingStack(app, 'tracing', ${takers[taker]?.(code) ?? `{ ${code} }`});`;
  }
  return [
    "const { collector } = new TracingStack(app, 'tracing', { backend: otlp(tempo), installOtelOperator: false, instrumentation: {} });",
    "const chart = new Chart(app, 'beside', { namespace: 'monitoring' });",
    "const shop = new kplus.Deployment(chart, 'Shop', { podMetadata: { labels: { team: 'shop' } }, securityContext: { ensureNonRoot: false } });",
    "for (const name of ['web', 'proxy']) shop.addContainer({ name, image: 'registry.example.com/shop:1.0.0' });",
    `${code};`,
  ].join(' ');
}

/** What an expression of an index may name, each imported where one names it. */
const names = new Set([
  'elasticsearch',
  'Endpoint',
  'jaeger',
  'jaegerV2',
  'otlp',
  'TracingStack',
  ...sites.flatMap(({ taker, code }) => (taker && taker !== 'backend' ? [] : namesIn(code))),
]);

/** What a piece of code calls. */
function namesIn(code: string): string[] {
  return [...code.matchAll(/(?<![.\w])(?:new )?([A-Za-z]\w*)\(/g)].map(([, name = '']) => name);
}

const module = [
  "import { Chart, Testing } from 'cdk8s';",
  "import * as kplus from 'cdk8s-plus-27';",
  `import { ${[...names].join(', ')} } from '../src/index.ts';`,
  "const thanos = { namespace: 'monitoring', tracingConfig: { name: 'thanos', key: 'tracing.yaml' } };",
  "const instrumentation = { namespace: 'tracing', name: 'instrumentation' };",
  "const tempo = new Endpoint('otlp-grpc', { host: 'tempo', namespace: 'tempo' });",
  "const logs = new Endpoint('otlp-http', { host: 'logs', namespace: 'logs', signals: ['logs'] });",
  "const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });",
  'export const made: readonly (() => void)[] = [',
  ...sites.map((site) => `  () => { const app = Testing.app(); ${madeBy(site)} app.synth(); },`),
  '];',
].join('\n');

test('every call site of the indexes compiles', { timeout: 600_000 }, () => {
  expect(sites.length).toBeGreaterThan(30);
  mkdirSync('build', { recursive: true });
  writeFileSync('build/call-sites.ts', `${module}\n`);
  const project = {
    extends: '../tsconfig.json',
    // not every call has use for everything that is at hand
    compilerOptions: { noUnusedLocals: false },
    include: [],
    files: ['call-sites.ts'],
  };
  writeFileSync('build/call-sites.json', JSON.stringify(project));
  // what the compiler says is what the test fails with
  execFileSync('node_modules/.bin/tsc', ['-p', 'build/call-sites.json'], { encoding: 'utf8' });
});

test('every call site of the indexes makes a stack without errors', {
  timeout: 600_000,
}, async () => {
  const { made }: { made: readonly (() => void)[] } = await import(
    /* @vite-ignore */ `../build/call-sites.ts?run=${process.pid}`
  );
  for (const [index, make] of made.entries()) {
    expect(make, sites[index]?.code).not.toThrow();
  }
});
