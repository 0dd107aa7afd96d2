import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ApiObject, type ApiObjectProps, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embeddedTypes } from '../../scripts/embedded-types.ts';
import {
  kubernetesSchemasModule,
  kubernetesTypesModule,
} from '../../scripts/kubernetes-modules.ts';
import { crdsOf } from '../../src/constructs/operator/crd-files.ts';
import { guard } from '../../src/guard.ts';
import { invalidValue } from '../../src/lint/kubernetes/crd/invalid-value/rule.ts';
import { unknownField } from '../../src/lint/kubernetes/crd/unknown-field/rule.ts';
import { lint } from '../../src/lint/lint.ts';
import { pathText } from '../../src/model/kubernetes/objects.ts';
import { printYaml } from '../../src/yaml.ts';
import { modelOf } from '../model/model-of.ts';
import { rounds, seed } from '../seed.ts';
import {
  type Misspelt,
  misspeltOf,
  objectWith,
  type Place,
  places,
  types,
  validOf,
} from './embedded.ts';

const crds = [...crdsOf('opentelemetry.io'), ...crdsOf('jaegertracing.io')];

test('imports/kubernetes.ts and its schemas are what npm run import makes', () => {
  expect(readFileSync('imports/kubernetes.ts', 'utf8')).toBe(kubernetesTypesModule(types));
  expect(readFileSync('imports/kubernetes-schemas.ts', 'utf8')).toBe(
    kubernetesSchemasModule(types),
  );
});

// the others are open upstream, too: `npm run test:upstream` compares them
test('what our CRDs leave open is a Kubernetes type, or has no type at all', () => {
  const open = crds.flatMap((crd) =>
    crd.spec.versions.flatMap((version) =>
      openPaths(version.schema.openAPIV3Schema).map((path) => [
        `${crd.spec.names.kind} ${version.name}`,
        path,
      ]),
    ),
  );
  const free = open.filter(
    ([where = '', path = '']) =>
      embeddedTypes[where]?.[path] === undefined &&
      embeddedTypes[where]?.[path.replace(/\[\]$/, '')] === undefined,
  );
  expect([open.length, free.length, places.length]).toEqual([253, 25, 228]);
  expect([...new Set(free.map(([, path = '']) => path.split('.').at(-1)))].sort()).toEqual([
    'config',
    'connectors',
    'exporters',
    'extensions',
    'options',
    'pipelines',
    'processors',
    'receivers',
    'scrapeClasses',
    'scrapeConfigs',
    'telemetry',
  ]);
});

/** Paths of the open places of a schema. */
function openPaths(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, items, additionalProperties } = schema as Record<string, object>;
  const open = (schema as Record<string, unknown>)['x-kubernetes-preserve-unknown-fields'] === true;
  return [
    ...(open ? [path] : []),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      openPaths(inner, path === '' ? name : `${path}.${name}`),
    ),
    ...openPaths(items, `${path}[]`),
    ...openPaths(additionalProperties, `${path}.*`),
  ];
}

const anyPlace = fc.constantFrom(...places);
const misspelt = anyPlace.chain((place) =>
  misspeltOf(place.type).map((wrong) => ({ place, wrong })),
);
const valid = anyPlace.chain((place) => validOf(place.type).map((value) => ({ place, value })));

/** The 200 misspellings that all of the tests below are about. */
const misspellings = fc.sample(misspelt, { seed, numRuns: rounds(200) });

const found = (object: object, ...beside: readonly object[]) =>
  lint(modelOf(printYaml([...beside, object])), [unknownField, invalidValue]);

function wrongObject({ place, wrong }: { place: Place; wrong: Misspelt }): object {
  return objectWith(place, wrong.value);
}

test('each misspelling is found, with what was meant', () => {
  for (const one of misspellings) {
    const path = pathText([...one.place.path, ...one.wrong.path]);
    const findings = found(wrongObject(one)).map((finding) => pathText(finding.path));
    expect(findings, printYaml([wrongObject(one)])).toContain(path);
  }
});

test('each misspelling is found beside our own CRDs, which leave its place open', () => {
  for (const one of misspellings.slice(0, 40)) {
    const path = pathText([...one.place.path, ...one.wrong.path]);
    const findings = found(wrongObject(one), ...crds).map((finding) => pathText(finding.path));
    expect(findings, printYaml([wrongObject(one)])).toContain(path);
  }
});

test('the guard refuses each misspelling', () => {
  for (const one of misspellings) {
    const app = Testing.app();
    guard(app);
    new ApiObject(new Chart(app, 'shop'), 'Wrong', wrongObject(one) as ApiObjectProps);
    const wrong = `${one.wrong.path.at(-1)} is not a field of`;
    expect(() => app.synth(), printYaml([wrongObject(one)])).toThrow(wrong);
  }
});

test('what is spelt well is never found', () => {
  fc.assert(
    fc.property(valid, ({ place, value }) => {
      // what a place needs beside the value is no matter of the value
      const inner = found(objectWith(place, value)).filter(
        ({ path }) =>
          path.length >= place.path.length && pathText(path).startsWith(pathText(place.path)),
      );
      expect(inner).toEqual([]);
    }),
    { numRuns: rounds(300) },
  );
});

test('TypeScript takes what is spelt well, and refuses each misspelling', {
  timeout: 120_000,
}, () => {
  const wells = fc.sample(valid, { seed, numRuns: 100 });
  const lines = [
    "import type * as otel from '../imports/opentelemetry.io.ts';",
    "import type * as jaeger from '../imports/jaegertracing.io.ts';",
    'export const all: unknown[] = [',
    ...wells.map(({ place, value }) => typed(place, value)),
    ...misspellings.map(({ place, wrong }) => typed(place, wrong.value)),
    '];',
  ];
  mkdirSync('build', { recursive: true });
  writeFileSync('build/misspellings.ts', `${lines.join('\n')}\n`);
  writeFileSync(
    'build/misspellings.json',
    JSON.stringify({ extends: '../tsconfig.json', include: [], files: ['misspellings.ts'] }),
  );
  const first = 4 + wells.length;
  expect(refusedLines('build/misspellings.json')).toEqual(
    misspellings.map((_, index) => first + index),
  );
});

/** A value that must be of the type that a field of an imported structure has. */
function typed({ kind, apiVersion, path }: Place, value: unknown): string {
  const module = apiVersion.startsWith('jaeger') ? 'jaeger' : 'otel';
  const name = kind === 'OpAMPBridge' ? 'OpAmpBridge' : kind;
  const old = kind === 'OpenTelemetryCollector' && apiVersion.endsWith('v1alpha1');
  const type = path.slice(1).reduce<string>(
    (type, key) => {
      const step =
        typeof key === 'number' ? 'number' : `'${key === 'prometheusCR' ? 'prometheusCr' : key}'`;
      return `NonNullable<${type}[${step}]>`;
    },
    `${module}.${name}${old ? 'V1Alpha1' : ''}Spec`,
  );
  return `  ${JSON.stringify(value)} satisfies ${type},`;
}

function refusedLines(project: string): number[] {
  try {
    execFileSync('node_modules/.bin/tsc', ['-p', project], { encoding: 'utf8' });
    return [];
  } catch (error) {
    const { stdout } = error as { stdout: string };
    const lines = [...stdout.matchAll(/misspellings\.ts[(:](\d+)/g)].map(([, line]) =>
      Number(line),
    );
    return [...new Set(lines)].sort((one, other) => one - other);
  }
}
