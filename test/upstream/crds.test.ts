import { expect, test } from 'vitest';
import { embeddedTypes } from '../../scripts/embedded-types.ts';
import { minimalCrds } from '../../scripts/minimal-crds.ts';
import { crdsOf } from '../../src/constructs/operator/crd-files.ts';
import type { CrdFile } from '../../src/upstream/operator/manifest.ts';
import { otelOperatorReleases } from '../../src/upstream/operator/otel-releases.ts';
import { versions } from '../../src/upstream/operator/versions.ts';
import { otelOperatorManifestOf } from '../../src/upstream/otel-operator/manifest.ts';
import { type ComparedCrd, crdDifferences, fieldAt } from './crd-differences.ts';
import { cannotHave, upstreamManifest } from './manifests.ts';

interface NamedCrd extends ComparedCrd {
  readonly metadata: { readonly name: string };
}

const manifests: readonly (readonly [CrdFile, string])[] = [
  ...otelOperatorReleases.map(
    (release) =>
      [otelOperatorManifestOf(release).crds, `opentelemetry-operator-v${release}.yaml`] as const,
  ),
  ['jaegertracing.io', `jaeger-operator-v${versions.jaegerOperator}.yaml`],
];

function upstreamCrds(file: string): NamedCrd[] {
  return upstreamManifest(file).filter(
    (object): object is NamedCrd =>
      (object as { kind?: string }).kind === 'CustomResourceDefinition',
  );
}

test.for(manifests)('the CRDs of %s are those in %s', ([group, file], context) => {
  context.skip(cannotHave(file) !== '', cannotHave(file));
  const names = (crds: readonly NamedCrd[]) => crds.map((crd) => crd.metadata.name).sort();
  expect(names(crdsOf(group))).toEqual(names(upstreamCrds(file)));
});

test.for(manifests)(
  'each CRD of %s takes and refuses what the one in %s does',
  ([group, file], context) => {
    context.skip(cannotHave(file) !== '', cannotHave(file));
    const isNewest = !group.includes('-');
    const upstream = new Map(upstreamCrds(file).map((crd) => [crd.metadata.name, crd]));
    const differences = crdsOf(group).flatMap((crd) => {
      const theirs = upstream.get(crd.metadata.name);
      if (theirs === undefined) return [`${crd.metadata.name}: absent upstream`];
      return crdDifferences(theirs, crd, isNewest ? embeddedTypes : thoseIn(theirs));
    });
    expect(differences.join('\n')).toBe('');
  },
);

test.for(manifests.filter(([name]) => name.startsWith('opentelemetry.io')))(
  'the CRDs of %s are what npm run import:releases makes of %s',
  ([name, file], context) => {
    context.skip(cannotHave(file) !== '', cannotHave(file));
    expect(crdsOf(name)).toEqual(minimalCrds(upstreamManifest(file)));
  },
);

/** The embedded types at the places that the CRD of an older release has. */
function thoseIn(crd: NamedCrd): typeof embeddedTypes {
  return Object.fromEntries(
    crd.spec.versions.map(({ name, schema }) => {
      const key = `${crd.spec.names.kind} ${name}`;
      const fields = Object.entries(embeddedTypes[key] ?? {});
      const there = fields.filter(([path]) => fieldAt(schema.openAPIV3Schema, path) !== undefined);
      return [key, Object.fromEntries(there)];
    }),
  );
}

test('each listed embedded type belongs to a version of one of the CRDs', () => {
  const compared = manifests
    .filter(([name]) => !name.includes('-'))
    .flatMap(([name]) => crdsOf(name))
    .flatMap((crd) => crd.spec.versions.map((version) => `${crd.spec.names.kind} ${version.name}`));
  expect(Object.keys(embeddedTypes).sort()).toEqual(compared.sort());
});
