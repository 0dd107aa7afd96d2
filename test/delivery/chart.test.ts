import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'cdk8s';
import { afterAll, expect, test } from 'vitest';
import { deliver, environmentApp } from '../../src/index.ts';
import { at } from '../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../src/yaml.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
afterAll(() => rmSync(folder, { recursive: true }));
const minutes = 60_000;

/** Runs `cdk8s synth --format helm` in a folder with an app and the types of others, and returns what it wrote. */
function synth(code: string) {
  mkdirSync(join(folder, 'types'));
  const definitions = ['example.com', 'opentelemetry.io', 'cert-manager.io'].map(definition);
  writeFileSync(join(folder, 'types/others.yaml'), definitions.join('---\n'));
  writeFileSync(join(folder, 'cdk8s.yaml'), 'language: typescript\nimports: [types/others.yaml]\n');
  writeFileSync(
    join(folder, 'main.ts'),
    `import { ApiObject, App, Chart } from ${JSON.stringify(fileURLToPath(import.meta.resolve('cdk8s')))};
import * as tracing from ${JSON.stringify(join(root, 'src/index.ts'))};
${code}`,
  );
  const { status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/cdk8s'),
    [
      ...['synth', '--no-check-upgrade', '--format', 'helm', '--chart-version', '1.2.3'],
      ...['--app', `${join(root, 'node_modules/.bin/tsx')} main.ts`],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:yaml|md)$/.test(file))
    .sort();
  const textOf = (file: string) => readFileSync(join(dist, file), 'utf8');
  return { status, stderr, files, textOf };
}

/** A kind as cdk8s takes one for types. */
function definition(group: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.${group} }
spec:
  group: ${group}
  names: { kind: Thing, plural: things }
  scope: Namespaced
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }
`;
}

test(
  'cdk8s synth --format helm writes a chart that can be installed',
  () => {
    const { status, stderr, files, textOf } = synth(`const app = new App();
new tracing.TracingStack(app, 'tracing', {
  backend: tracing.jaeger({
    storage: tracing.elasticsearch({ serverUrls: ['http://es.example.com:9200'] }),
  }),
  tekton: { version: '1.15.0' },
  monitoring: {},
});
new ApiObject(new Chart(app, 'own', { namespace: 'tracing' }), 'Settings', {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'own' },
  data: { release: '{{ .Release.Name }}' },
} as never);
app.synth();
`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(files).toEqual([
      'Chart.yaml',
      'README.md',
      'crds/definitions.yaml',
      'crds/others.yaml',
      'patches/config-tracing.yaml',
      'templates/01-namespaces.yaml',
      'templates/03-foundations.yaml',
      'templates/04-certificates.yaml',
      'templates/05-operators.yaml',
      'templates/06-webhooks.yaml',
      'templates/07-tier-1.yaml',
      'templates/08-tier-2.yaml',
      'templates/10-monitors.yaml',
      'values.yaml',
    ]);
    expect(parseYaml(textOf('Chart.yaml'), 'Chart.yaml')[0]?.value).toMatchObject({
      apiVersion: 'v2',
      version: '1.2.3',
      type: 'application',
    });
    // of cdk8s-cli's kinds, those that nobody else brings
    const namesIn = (file: string) =>
      parseYaml(textOf(file), file).map(({ value }) => at(value, 'metadata', 'name'));
    expect(files.filter((file) => file.startsWith('crds/')).flatMap(namesIn)).toEqual([
      'opentelemetrycollectors.opentelemetry.io',
      'instrumentations.opentelemetry.io',
      'opampbridges.opentelemetry.io',
      'targetallocators.opentelemetry.io',
      'jaegers.jaegertracing.io',
      'things.example.com',
    ]);
    const templates = files.filter((file) => file.startsWith('templates/'));
    // before Helm they are YAML, too, for whoever validates them
    for (const file of templates) expect(() => parseYaml(textOf(file), file)).not.toThrow();
    // custom resources may wait until the operators answer
    const later = templates.filter((file) => textOf(file).includes('operatorsOnly'));
    expect(later.map((file) => file.slice('templates/00-'.length))).toEqual([
      'tier-1.yaml',
      'tier-2.yaml',
      'monitors.yaml',
    ]);
    const tier = textOf('templates/08-tier-2.yaml');
    expect(tier).toMatch(/^# \{\{ if not \.Values\.operatorsOnly \}\}\napiVersion/);
    expect(tier).toMatch(/\n# \{\{ end \}\}\n$/);
    // braces of the stack are texts, those of others are for Helm
    expect(textOf('templates/10-monitors.yaml')).toContain("'{{`{{`}} $labels.pod }} ");
    const actions = templates.flatMap((file) => textOf(file).match(/\{\{.*?\}\}/g) ?? []);
    const known = ['{{`{{`}}', '{{ if not .Values.operatorsOnly }}', '{{ end }}'];
    expect([...new Set(actions.filter((one) => !known.includes(one)))]).toEqual([
      '{{ .Release.Name }}',
    ]);
  },
  4 * minutes,
);

test('what is no chart of one cluster is refused', () => {
  const chart = join(folder, 'begun');
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'name: begun\n');
  process.env.CDK8S_OUTDIR = join(chart, 'templates');
  try {
    const app = new App();
    deliver(app, 'argocd');
    expect(() => app.synth()).toThrow(
      'delivery must be helm, or none, for cdk8s synth --format helm, got argocd',
    );
    const production = environmentApp('prod');
    deliver(production);
    expect(() => production.synth()).toThrow(
      "a chart must be of one cluster, got the app of prod; write each by delivery: 'helm'",
    );
  } finally {
    delete process.env.CDK8S_OUTDIR;
  }
});
