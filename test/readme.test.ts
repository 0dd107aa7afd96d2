import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { instrument } from '../src/constructs/instrumentation/instrument.ts';
import { componentEntry } from '../src/upstream/collector/catalogue/data.ts';
import { otelOperatorReleases } from '../src/upstream/operator/otel-releases.ts';
import { versions } from '../src/upstream/operator/versions.ts';
import { tektonOperatorOptionsSince } from '../src/upstream/tekton/operator.ts';
import { tektonConfigTracingSince } from '../src/upstream/tekton/tracing.ts';
import { thanosSamplerSince } from '../src/upstream/thanos/tracing.ts';
import { at } from '../src/upstream/values/unknown.ts';
import { parseYaml } from '../src/yaml.ts';
import { runScript, synth } from './stacks.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = readdirSync(`${root}/docs`).filter((file) => file.endsWith('.md'));
const documents = ['README.md', ...pages.map((page) => `docs/${page}`)];
/** The README and the pages that it leads to. */
const readme = documents.map((file) => readFileSync(`${root}/${file}`, 'utf8')).join('\n');

/** Rows of the table whose header begins with a text, as lists of cells. */
function table(header: string): string[][] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${header} `));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('the table of dist/ names the files of the default stack', async () => {
  const files = table('file in `dist/`').map(([file]) => file?.replaceAll('`', ''));
  expect(files.sort()).toEqual([...(await synth('default')).keys()].sort());
});

test('the releases in the README are those that are installed and supported', () => {
  const minor = (version: string) => version.replace(/\.0$/, '');
  const [newest, ...olderOtelOperators] = [...otelOperatorReleases].reverse();
  const rows = table('upstream').map(([upstream, here]) => [upstream, here]);
  expect(rows).toEqual([
    ['OpenTelemetry operator', `${newest}, or ${olderOtelOperators.join(', ')} by \`version\``],
    ['OpenTelemetry collector', "the operator's number, core distribution"],
    [
      'collector, as the linter knows it',
      `${read('processors/batch').at(0)} to ${read('processors/tail_sampling').at(-1)}; core components of traces to ${read('processors/batch').at(-1)}`,
    ],
    ['Jaeger operator', versions.jaegerOperator],
    ['Jaeger', versions.jaeger],
    ['Jaeger v2', versions.jaegerV2],
    ['Thanos', `${minor(thanosSamplerSince)} and newer`],
    ['Tekton Pipelines', `${minor(tektonConfigTracingSince)} and newer`],
    ['Tekton operator', `${minor(tektonOperatorOptionsSince)} and newer`],
    // whose kinds and keys are written here, by their documentation
    ['Prometheus operator', '0.93'],
    ['Istio', '1.22 and newer'],
    ['Ingress NGINX', 'controller 1.7 and newer'],
    ['Traefik', '3.0 and newer'],
    ['cert-manager', '1.6.1 and newer'],
  ]);
});

/** Releases of the collector that the settings of a component were read of, from old to new. */
function read(component: string): readonly string[] {
  return componentEntry(component)?.in ?? [];
}

test('the annotation in the README is the one that fits the default stack', async () => {
  const instances = parseYaml((await synth('default')).get('3-instances.k8s.yaml') ?? '', 'file');
  const [metadata] = instances
    .filter(({ value }) => at(value, 'kind') === 'Instrumentation')
    .map(({ value }) => at(value, 'metadata') as { name: string; namespace: string });
  const pod = { metadata: { annotations: {} }, spec: { containers: [{ name: 'shop' }] } };
  const given = instrument(pod, 'java', metadata ?? { name: '', namespace: '' });
  const [annotation] = Object.entries(given.metadata.annotations);
  expect(readme).toContain(`\`${annotation?.join(': ')}\``);
});

test('every example is in the documents', () => {
  const scripts = readdirSync(`${root}/examples`).filter((file) => file.endsWith('.ts'));
  const linked = table('example').map(
    ([link]) => /\]\(\.\.\/examples\/(.+)\)/.exec(link ?? '')?.[1],
  );
  expect(linked.sort()).toEqual(scripts.sort());
});

const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => `${code}`);
const around = `import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  elasticsearch, Endpoint, flux, Jaeger, jaeger, OtelCollector, oneIn, otlp, TektonTracing, TracingStack,
} from '../src/index.ts';

const app = new App();
const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
`;

test.each(blocks)('the code of the README runs: %#', async (code) => {
  mkdirSync(`${root}/build`, { recursive: true });
  const ends = code.includes('.synth()') ? '' : 'app.synth();\n';
  writeFileSync(`${root}/build/readme.ts`, `${around}${code}${ends}`);
  const files = await runScript('../build/readme.ts');
  expect([...files.values()].join('')).toContain('kind: OpenTelemetryCollector\n');
});

test('the README has code to run', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(2);
});

test('every npm script that the README names is there', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  const named = [...readme.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name]) => `${name}`);
  expect(named).toContain('synth');
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('the README is for ten minutes', () => {
  expect(readFileSync(`${root}/README.md`, 'utf8').split('\n').length).toBeLessThanOrEqual(200);
});

test.each(documents)('what %s links to is there', (document) => {
  const text = readFileSync(`${root}/${document}`, 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
});
