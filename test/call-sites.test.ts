import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Documents that are an index from a wish to a prop. */
const indexes = ['docs/pods.md', 'docs/security.md'];

/** A call site of an index: what takes the props, and the props as they are written in braces. */
interface CallSite {
  readonly taker: string;
  readonly props: string;
}

const sites = indexes.flatMap((file) => callSites(readFileSync(file, 'utf8')));

/** Call sites in the tables of a document whose second column says whose props it has. */
function callSites(text: string): CallSite[] {
  let taker: string | undefined;
  return text.split('\n').flatMap((line) => {
    const [, , second] = line.split(/(?<!\\)\|/);
    if (second === undefined) {
      taker = undefined;
      return [];
    }
    const header = /^ props of `(\w+)` *$/.exec(second);
    if (header) {
      taker = header[1];
      return [];
    }
    const props = /^ `(.+)` *$/.exec(second)?.[1];
    return taker === undefined || props === undefined ? [] : [{ taker, props }];
  });
}

const takers: Readonly<Record<string, (props: string) => string>> = {
  TracingStack: (props) => `{ backend: jaeger({ storage }), ${props} }`,
  jaeger: (props) => `{ backend: jaeger({ storage, ${props} }) }`,
  jaegerV2: (props) => `{ backend: jaegerV2({ storage, ${props} }) }`,
};

const module = [
  "import { Testing } from 'cdk8s';",
  "import { elasticsearch, jaeger, jaegerV2, TracingStack } from '../src/index.ts';",
  "const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });",
  'export const made: readonly (() => void)[] = [',
  ...sites.map(({ taker, props }) => {
    const stack = takers[taker]?.(props) ?? `{ ${props} }`;
    return `  () => { const app = Testing.app(); new TracingStack(app, 'tracing', ${stack}); app.synth(); },`;
  }),
  '];',
].join('\n');

test('every call site of the indexes compiles', { timeout: 120_000 }, () => {
  expect(sites.length).toBeGreaterThan(30);
  mkdirSync('build', { recursive: true });
  writeFileSync('build/call-sites.ts', `${module}\n`);
  const project = { extends: '../tsconfig.json', include: [], files: ['call-sites.ts'] };
  writeFileSync('build/call-sites.json', JSON.stringify(project));
  // what the compiler says is what the test fails with
  execFileSync('node_modules/.bin/tsc', ['-p', 'build/call-sites.json'], { encoding: 'utf8' });
});

test('every call site of the indexes makes a stack without errors', async () => {
  const { made }: { made: readonly (() => void)[] } = await import(
    /* @vite-ignore */ `../build/call-sites.ts?run=${process.pid}`
  );
  for (const [index, make] of made.entries()) {
    expect(make, sites[index]?.props).not.toThrow();
  }
});
