import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { App, Chart } from 'cdk8s';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { planOf } from '../../src/delivery/write.ts';
import {
  type Delivery,
  deliver,
  elasticsearch,
  environmentApp,
  flux,
  jaeger,
  OtelCollector,
  TracingNamespace,
  TracingStack,
} from '../../src/index.ts';
import { argocdFiles } from '../../src/plan/forms/argocd.ts';
import { fluxFiles } from '../../src/plan/forms/flux.ts';
import { helmFiles } from '../../src/plan/forms/helm.ts';
import { kustomizeFiles } from '../../src/plan/forms/kustomize.ts';

const golden = join(import.meta.dirname, 'golden');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
  process.env.CDK8S_OUTDIR = folder;
});
afterEach(() => {
  delete process.env.CDK8S_OUTDIR;
  rmSync(folder, { recursive: true });
});

function stackIn(app: App, delivery?: Delivery, id = 'tracing'): TracingStack {
  const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
  // a cluster has one operator of each kind
  const isFirst = !app.node.children.some((one) => one instanceof TracingStack);
  return new TracingStack(app, id, {
    namespace: id,
    installOtelOperator: isFirst,
    backend: jaeger({ storage, installOperator: isFirst }),
    tekton: { version: '1.15.0' },
    grafana: { namespace: 'monitoring' },
    monitoring: {},
    delivery,
  });
}

function filesIn(place: string): Map<string, string> {
  const files = readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(files.map((file) => [relative(place, file), readFileSync(file, 'utf8')]));
}

/** What a stack writes. */
function written(delivery?: Delivery): Map<string, string> {
  const app = new App();
  stackIn(app, delivery);
  app.synth();
  const files = filesIn(folder);
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
  return files;
}

test.each(['argocd', 'flux'] as const)('what %s is given is as reviewed', async (delivery) => {
  const files = [...written(delivery)].filter(([file]) => !file.includes('definitions'));
  for (const [file, text] of files) {
    await expect(text).toMatchFileSnapshot(join(golden, delivery, file));
  }
  const stale = [...filesIn(join(golden, delivery)).keys()].filter(
    (file) => !files.some(([name]) => name === file),
  );
  if (inject('updatesGoldens')) for (const file of stale) rmSync(join(golden, delivery, file));
  else expect(stale).toEqual([]);
  expect([...written(delivery)].filter(([file]) => !file.includes('definitions'))).toEqual(files);
});

test('each tool is given what `tracing plan` makes of the files of the charts', () => {
  const plan = planOf([...written()].map(([file, text]) => ({ file, text })));
  const source = { kind: 'GitRepository', name: 'flux-system' };
  const place = { source, path: './dist', namespace: 'flux-system' };
  expect(written('argocd')).toEqual(sorted(argocdFiles(plan)));
  expect(written('flux')).toEqual(sorted(fluxFiles(plan, place)));
  expect(written('kustomize')).toEqual(sorted(kustomizeFiles(plan)));
  expect(written('helm')).toEqual(sorted(helmFiles(plan)));
});

function sorted(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('kubectl is given the files of the charts, and a script that applies them in their folder', () => {
  const plain = written();
  const files = written('kubectl');
  const script = files.get('apply.sh');
  files.delete('apply.sh');
  expect(files).toEqual(plain);
  expect(script).toMatch(/^#!\/bin\/sh\ncd -- "\$\(dirname -- "\$0"\)" \|\| exit\n/);
  expect(script).toMatch(/^apply -f 0-namespace\.k8s\.yaml$/m);
});

test('the script of kubectl may be run', () => {
  const app = new App();
  stackIn(app, 'kubectl');
  app.synth();
  expect(statSync(join(folder, 'apply.sh')).mode & 0o100).toBe(0o100);
});

test('Flux finds one of several clusters in its folder, and all of it where it is told', () => {
  const app = environmentApp('prod');
  stackIn(app, 'flux');
  app.synth();
  expect(filesIn(folder).get('prod/flux.yaml')).toContain('path: ./dist/prod/01-namespaces\n');
  const told = new App();
  stackIn(told, flux({ source: 'OCIRepository/apps', path: 'clusters/prod', namespace: 'gitops' }));
  told.synth();
  const text = filesIn(folder).get('flux.yaml');
  expect(text).toContain('path: ./clusters/prod/01-namespaces\n');
  expect(text).toContain('kind: OCIRepository\n    name: apps\n');
  expect(text).toContain('namespace: gitops\n');
});

test('what else the app has is delivered, too, and an app without a stack may be', () => {
  const app = new App();
  const chart = new Chart(app, 'own', { namespace: 'shop' });
  new TracingNamespace(chart, 'Namespace', { name: 'shop' });
  stackIn(app, 'argocd');
  app.synth();
  const files = filesIn(folder);
  expect([...files.keys()].filter((file) => file.includes('own'))).toEqual([]);
  expect(files.get('manifests/01-namespaces.yaml')).toContain('name: shop\n');
  const pieces = new App({ outdir: join(folder, 'pieces') });
  const own = new Chart(pieces, 'own', { namespace: 'shop' });
  new OtelCollector(own, 'Collector', { exportTo: stackIn(new App()).backend.otlp });
  deliver(pieces, 'kustomize');
  pieces.synth();
  expect([...filesIn(join(folder, 'pieces')).keys()]).toContain('kustomization.yaml');
});

test('an app that is refused writes nothing', () => {
  const app = new App();
  stackIn(app, 'argocd').node.addValidation({ validate: () => ['is refused'] });
  expect(() => app.synth()).toThrow('is refused');
  expect(filesIn(folder)).toEqual(new Map());
  expect(app.outdir).toBe(folder);
});

test('what cdk8s writes for plugins stays', () => {
  const app = new App({ recordConstructMetadata: true });
  stackIn(app, 'helm');
  app.synth();
  expect(existsSync(join(folder, 'construct-metadata.json'))).toBe(true);
});

test.each<[unknown, string]>([
  ['argo', "delivery must be one of kubectl, argocd, flux, kustomize, helm, got 'argo'"],
  [true, 'delivery must be one of kubectl, argocd, flux, kustomize, helm, got true'],
  [{ path: 'dist' }, 'delivery must be one of'],
])('%j is no delivery', (delivery, message) => {
  expect(() => stackIn(new App(), delivery as Delivery)).toThrow(message);
});

test.each<[Parameters<typeof flux>[0], string]>([
  [{ source: 'flux-system' }, 'flux: source must be a kind and a name'],
  [{ path: '../dist' }, "flux: path must be a folder in the source, got '../dist'"],
  [{ path: '' }, "flux: path must be a folder in the source, got ''"],
  [{ namespace: 'Flux' }, 'flux: namespace must'],
  [{ folder: 'dist' } as never, 'flux: folder must be a prop that is known'],
])('%j is no place of Flux', (props, message) => {
  expect(() => flux(props)).toThrow(message);
});

test('files of stacks may have names in any order where they are delivered in steps', () => {
  const two = (delivery?: Delivery) => {
    const app = new App();
    stackIn(app, delivery, 'tracing');
    const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
    new TracingStack(app, 'before', {
      namespace: 'before',
      backend: jaeger({ storage, installOperator: false }),
      installOtelOperator: false,
    });
    return () => app.synth();
  };
  expect(two()).toThrow(/order\/definition-last/);
  for (const delivery of ['kubectl', 'kustomize'] as const) expect(two(delivery)).not.toThrow();
});

test('an app has one delivery', () => {
  const app = new App();
  stackIn(app, 'argocd', 'first');
  stackIn(app, undefined, 'second');
  stackIn(app, 'argocd', 'third');
  expect(() => stackIn(app, 'flux', 'fourth')).toThrow(
    'fourth: delivery must be one for the whole app, got flux after argocd',
  );
});

test('Flux is not sent to a folder outside of the repository', () => {
  const app = new App({ outdir: join(folder, '..', 'elsewhere') });
  stackIn(app, 'flux');
  expect(() => app.synth()).toThrow('delivery must be flux({ path: … })');
});
