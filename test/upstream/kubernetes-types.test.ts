import { expect, test } from 'vitest';
import { embeddedTypes, type KubernetesType } from '../../scripts/embedded-types.ts';
import { plainName } from '../../scripts/kubernetes-types.ts';
import { kubernetesSchema } from '../../src/upstream/kubernetes/embedded-types.ts';
import { versions } from '../../src/upstream/operator/versions.ts';
import { at, isRecord, list, own, record, text } from '../../src/upstream/values/unknown.ts';
import { upstreamManifest } from './manifests.ts';

const crds = [
  `opentelemetry-operator-v${versions.otelOperator}.yaml`,
  `jaeger-operator-v${versions.jaegerOperator}.yaml`,
]
  .flatMap(upstreamManifest)
  .filter((object) => at(object, 'kind') === 'CustomResourceDefinition');

const places = crds.flatMap((crd) =>
  list(at(crd, 'spec', 'versions')).flatMap((version) => {
    const kind = `${at(crd, 'spec', 'names', 'kind')} ${at(version, 'name')}`;
    const root = at(version, 'schema', 'openAPIV3Schema');
    return Object.entries(embeddedTypes[kind] ?? {}).map(
      ([path, type]) => [`${kind} ${path}`, type, fieldAt(root, path)] as const,
    );
  }),
);

test('each place of an embedded type is compared', () => {
  const listed = Object.values(embeddedTypes).flatMap((fields) => Object.keys(fields));
  expect(places.length).toBe(listed.length);
});

// more fields than upstream's are those of a newer Kubernetes; fewer would be false findings
test.each(places)('%s takes all that upstream takes there', (_, type: KubernetesType, upstream) => {
  const ours = { $ref: plainName(type) };
  expect(
    missing(type.endsWith('[]') ? { type: 'array', items: ours } : ours, upstream, type),
  ).toEqual([]);
});

function fieldAt(schema: unknown, path: string): unknown {
  return (path.match(/\[\]|[^.[\]]+/g) ?? []).reduce<unknown>(
    (inner, step) => (step === '[]' ? at(inner, 'items') : at(inner, 'properties', step)),
    schema,
  );
}

/** What upstream takes and ours does not: fields, values of another type, values without a field that must be set. */
function missing(written: unknown, upstream: unknown, path: string): string[] {
  const name = text(own(written, '$ref'));
  const ours = name === undefined ? written : kubernetesSchema(name);
  if (!isRecord(upstream)) return [];
  if (!isRecord(ours)) return [`${path} is unknown`];
  const open = Object.keys(ours).length === 0;
  const type =
    open || isPort(ours) === isPort(upstream) ? [] : [`${path} differs in int-or-string`];
  const other =
    open || isPort(ours) || ours.type === upstream.type
      ? []
      : [`${path} is ${upstream.type} upstream, ${ours.type} here`];
  const needed = list(ours.required)
    .filter((field) => !list(upstream.required).includes(field))
    .map((field) => `${path} needs ${field} here alone`);
  const fields = Object.entries(record(upstream.properties)).flatMap(([field, inner]) =>
    open ? [] : missing(own(ours.properties, field), inner, `${path}.${field}`),
  );
  return [
    ...type,
    ...other,
    ...needed,
    ...fields,
    ...(open ? [] : missing(ours.items ?? {}, upstream.items, `${path}[]`)),
    ...(open
      ? []
      : missing(ours.additionalProperties ?? {}, upstream.additionalProperties, `${path}.*`)),
  ];
}

function isPort(schema: unknown): boolean {
  return own(schema, 'x-kubernetes-int-or-string') === true;
}
