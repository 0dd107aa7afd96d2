import { expect, test } from 'vitest';
import { join, type Member, type Members } from '../scripts/catalogue/join.ts';
import { emptyReading, type Reading } from '../scripts/catalogue/readings.ts';
import { componentModules, downloadsIn, raisedManifest } from '../scripts/raise/builds.ts';
import { catalogueChanges, memberChanges } from '../scripts/raise/catalogue.ts';
import type { WrittenSlot } from '../src/upstream/collector/catalogue/entries.ts';

const manifest = `dist:
  name: otelcol
  version: 0.158.0

exporters:
  - gomod: go.opentelemetry.io/collector/exporter/otlpexporter v0.158.0

providers:
  - gomod: go.opentelemetry.io/collector/confmap/provider/envprovider v1.64.0
`;

test('a manifest of the builder is raised with its components and providers', () => {
  const raised = raisedManifest(manifest, '0.160.0', '1.66.0');
  expect(raised).toBe(manifest.replaceAll('0.158.0', '0.160.0').replace('1.64.0', '1.66.0'));
  expect(componentModules(raised)).toEqual(['go.opentelemetry.io/collector/exporter/otlpexporter']);
});

test('what go prints of modules is an object for each, with why one cannot be had', () => {
  const printed = `{
\t"Path": "example.com/a",
\t"Version": "v0.1.0"
}
{
\t"Path": "example.com/b",
\t"Error": "not found: {\\n}\\n"
}
`;
  expect(downloadsIn(printed)).toEqual([
    { Path: 'example.com/a', Version: 'v0.1.0' },
    { Path: 'example.com/b', Error: 'not found: {\n}\n' },
  ]);
  expect(downloadsIn('')).toEqual([]);
});

/** A release with a component of each id, whose types have settings. */
function reading(
  components: Readonly<Record<string, string>>,
  types: Readonly<Record<string, Readonly<Record<string, WrittenSlot>>>>,
): Reading {
  const read = emptyReading();
  for (const [id, type] of Object.entries(components)) {
    const settings = `core:${type}` as const;
    read.components.set(`processors/${id}`, {
      module: `core:${id}`,
      settings: `${settings}.T`,
      defaults: {},
    });
  }
  for (const [type, keys] of Object.entries(types)) {
    read.types.set(`core:${type}.T`, { keys: new Map(Object.entries(keys)), open: false });
  }
  return read;
}

const queue: WrittenSlot = { is: 'list', of: 'core:queue.T' };
const types = {
  order: { queue, size: 'int' },
  queue: { length: 'int' },
  other: { a: 'text' },
} as const;
const first = reading({ order: 'order', other: 'other' }, types);
const second = reading(
  { sort: 'order', fresh: 'fresh' },
  {
    order: { queue, by: { is: 'text', deprecated: true } },
    queue: { length: 'text', wait: 'duration' },
    fresh: { b: 'text' },
  },
);
const member: Member = {
  signals: ['traces'],
  distributions: { contrib: {} },
  module: 'core:order',
};
const before: Members = new Map([['processors/order', member]]);
const after: Members = new Map([
  ['processors/sort', { ...member, idSince: '0.2.0', aliases: [{ id: 'order' }] }],
]);

test('a raise tells which settings came and went, of the components that were read', () => {
  const old = join(new Map([['0.1.0', first]]), before);
  const now = join(
    new Map([
      // what was read of it stands under the new id from now on
      ['0.1.0', reading({ sort: 'order', other: 'other' }, types)],
      ['0.2.0', second],
    ]),
    after,
  );
  // `other` was not read of the second release, so nobody knows what became of it
  expect(catalogueChanges(old, now, '0.2.0')).toEqual([
    '+ core:fresh.T: b',
    '+ core:order.T: by, deprecated',
    '- core:order.T: size',
    '+ core:queue.T: wait',
    '+ processors/fresh',
    '- processors/order',
    '+ processors/sort',
  ]);
  expect(catalogueChanges(now, now, '0.2.0')).toEqual([]);
});

test('a raise tells what the distributions have of components', () => {
  const [old, now] = [join(new Map(), before), join(new Map(), after)];
  expect(memberChanges(old, now)).toEqual([
    '- processors/order',
    '+ processors/sort: {"signals":["traces"],"distributions":{"contrib":{}},"idSince":"0.2.0","aliases":[{"id":"order"}],"module":"core:order"}',
  ]);
  expect(memberChanges(now, now)).toEqual([]);
});
