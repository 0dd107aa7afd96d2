import { expect, test } from 'vitest';
import { embeddedTypes } from '../../scripts/embedded-types.ts';
import { type CrdGroup, crdsOf } from '../../src/constructs/operator/crd-files.ts';
import { versions } from '../../src/upstream/operator/versions.ts';
import { type ComparedCrd, crdDifferences } from './crd-differences.ts';
import { upstreamManifest } from './manifests.ts';

interface NamedCrd extends ComparedCrd {
  readonly metadata: { readonly name: string };
}

const manifests: readonly (readonly [CrdGroup, string])[] = [
  ['opentelemetry.io', `opentelemetry-operator-v${versions.otelOperator}.yaml`],
  ['jaegertracing.io', `jaeger-operator-v${versions.jaegerOperator}.yaml`],
];

function upstreamCrds(file: string): NamedCrd[] {
  return upstreamManifest(file).filter(
    (object): object is NamedCrd =>
      (object as { kind?: string }).kind === 'CustomResourceDefinition',
  );
}

test.each(manifests)('the CRDs of %s are those in %s', (group, file) => {
  const names = (crds: readonly NamedCrd[]) => crds.map((crd) => crd.metadata.name).sort();
  expect(names(crdsOf(group))).toEqual(names(upstreamCrds(file)));
});

test.each(manifests)('each CRD of %s takes and refuses what the one in %s does', (group, file) => {
  const upstream = new Map(upstreamCrds(file).map((crd) => [crd.metadata.name, crd]));
  const differences = crdsOf(group).flatMap((crd) => {
    const theirs = upstream.get(crd.metadata.name);
    if (theirs === undefined) return [`${crd.metadata.name}: absent upstream`];
    return crdDifferences(theirs, crd, embeddedTypes);
  });
  expect(differences.join('\n')).toBe('');
});

test('each listed embedded type belongs to a version of one of the CRDs', () => {
  const compared = manifests
    .flatMap(([group]) => crdsOf(group))
    .flatMap((crd) => crd.spec.versions.map((version) => `${crd.spec.names.kind} ${version.name}`));
  expect(Object.keys(embeddedTypes).sort()).toEqual(compared.sort());
});
