import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageText } from '../../scripts/page.ts';
import { readableManifest } from '../../src/graph/page/manifest.ts';
import { readObjects } from '../../src/model/kubernetes/objects.ts';
import { collector, file, hostile, mistakes, picture } from '../browser/pictures.ts';

test('imports/page.json is made of the sources as they are; `npm run page` writes it', async () => {
  expect(readFileSync('imports/page.json', 'utf8')).toBe(await pageText());
});

test('the page runs and asks for nothing but what is in it', async () => {
  const { html } = await picture([mistakes()]);
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const hash = (element: string) => {
    const [, text = ''] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(html) ?? [];
    return `sha256-${createHash('sha256').update(text).digest('base64')}`;
  };
  expect(policy).toBe(
    `default-src 'none'; script-src '${hash('script')}'; style-src '${hash('style')}'; base-uri 'none'; form-action 'none'`,
  );
  expect(html).not.toMatch(/(?:src|href)=/);
});

test('nothing that is written in manifests ends the element that it stands in', async () => {
  const { html } = await picture([hostile()]);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<\/script/g)).toHaveLength(2);
  expect(html).not.toContain('<img');
});

test('findings say where and what to write, at each thing that they are about', async () => {
  const { html } = await picture([mistakes()]);
  const [, json = ''] = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html) ?? [];
  const { nodes, problems } = JSON.parse(json);
  const about = (name: string) => {
    const node = nodes.find((one: { name: string }) => one.name === name);
    return node.problems.map((place: number) => problems[place]);
  };
  expect(about('cart')).toEqual([
    {
      severity: 'error',
      ruleId: 'edge/tls',
      message: expect.stringContaining('must not use TLS'),
      fix: 'http://otel-collector.tracing:4317',
      place: expect.stringMatching(/^all\.yaml:\d+:\d+$/),
    },
  ]);
  expect(about('second')).toEqual([]);
});

function manifest(value: object): string {
  const [object] = readObjects([{ value }]).all;
  if (object === undefined) throw new Error('there must be an object');
  return readableManifest(object);
}

const key = `-----BEGIN PRIVATE KEY-----\n${'QUJDREVGR0hJSktMTU5PUA=='}\n-----END PRIVATE KEY-----\n`;

test.each([
  ['a Secret', { kind: 'Secret', metadata: { name: 'a' }, data: { any: 'aHVudGVyMg==' } }],
  ['texts of a Secret', { kind: 'Secret', metadata: { name: 'a' }, stringData: { b: 'hunter2' } }],
  ['a variable', { kind: 'Pod', spec: { env: [{ name: 'ES_PASSWORD', value: 'hunter2' }] } }],
  ['an address', { kind: 'ConfigMap', data: { url: 'https://a:hunter2@es.example.com' } }],
  ['a header', { kind: 'A', headers: { authorization: 'Bearer hunter2hunter2' } }],
  ['YAML in a text', { kind: 'ConfigMap', data: { 'a.yaml': 'user: a\npassword: hunter2\n' } }],
  ['a key of several lines', { kind: 'ConfigMap', data: { 'tls.pem': key } }],
])('no secret is shown: %s', (_, value) => {
  expect(manifest(value)).not.toMatch(/hunter2|aHVudGVyMg|QUJD/);
  expect(manifest(value)).toContain('…');
});

test('what refers to a secret is shown', () => {
  const from = { secretKeyRef: { name: 'elastic', key: 'ES_PASSWORD' } };
  const shown = manifest({
    kind: 'Pod',
    spec: { env: [{ name: 'ES_PASSWORD', valueFrom: from }] },
  });
  expect(shown).toContain('name: elastic');
  expect(manifest({ kind: 'Jaeger', spec: { storage: { secretName: 'elastic' } } })).toContain(
    'secretName: elastic',
  );
});

test('a manifest that nobody reads to its end is cut, and says so', () => {
  const data = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`k${index}`, 'v']));
  expect(manifest({ kind: 'ConfigMap', data })).toMatch(/\n# and 1002 more lines$/);
});

test('the page of a stack has its collector', async () => {
  const { html } = await picture([file(collector('otel', 'tracing'))]);
  expect(html).toContain('OpenTelemetry collector otel in namespace tracing');
});
