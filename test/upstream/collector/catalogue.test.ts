import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueText, parseCatalogue } from '../../../scripts/catalogue/file.ts';
import { join, part } from '../../../scripts/catalogue/join.ts';
import { membersOf } from '../../../scripts/catalogue/members.ts';
import { typesIn } from '../../../scripts/catalogue/readings.ts';
import { slotAt, windowAt } from '../../../src/upstream/collector/catalogue/entries.ts';
import { corrections } from '../../../src/upstream/collector/catalogue/overlay.ts';
import { componentSetting } from '../../../src/upstream/collector/catalogue/sections.ts';
import { settingProblems } from '../../../src/upstream/values/setting-problems.ts';

const text = readFileSync('imports/catalogue/components.json', 'utf8');
const entries = parseCatalogue(text);
const keys = Object.keys(entries);

test('the catalogue is JSON with its entries sorted, and has each type that one names', () => {
  expect(Object.keys(JSON.parse(text))).toEqual(keys);
  expect(keys).toEqual([...keys].sort());
  const named = Object.values(entries).flatMap((entry) => [
    ...typesIn('module' in entry ? entry.settings : entry.text),
    ...('module' in entry ? [] : Object.values(entry.keys ?? {}).flatMap(typesIn)),
  ]);
  expect(named.length).toBeGreaterThan(1000);
  expect(named.filter((type) => !keys.includes(`types/${type}`))).toEqual([]);
});

test('what the catalogue was joined from makes the same again', () => {
  const again = catalogueText(join(part(entries), membersOf(entries))).split('\n');
  const lines = text.split('\n');
  expect(again.filter((line, index) => line !== lines[index])).toEqual([]);
  expect(again).toHaveLength(lines.length);
});

test('each correction is of a type that was read', () => {
  expect(Object.keys(corrections).filter((type) => !keys.includes(`types/${type}`))).toEqual([]);
});

const read = ['0.100.0', '0.120.0', '0.140.0'];
const written = [
  { is: 'text', until: '0.120.0' },
  { is: 'int', from: '0.140.0' },
] as const;

test.each([
  ['0.90.0', 'text'],
  ['0.100.0', 'text'],
  // one of the two releases around it has the setting
  ['0.110.0', 'text'],
  ['0.120.0', undefined],
  ['0.130.0', 'int'],
  ['0.150.0', 'int'],
  // another kind in each
  [undefined, 'any'],
])('a setting that came back as another kind is in %s: %s', (release, kind) => {
  expect(slotAt(written, windowAt(read, release))?.is).toBe(kind);
});

const problems = (release: string | undefined, settings: object) => {
  const setting = componentSetting('exporters', 'otlp', { collector: release });
  if (setting === undefined) throw new Error('the exporter must be in the catalogue');
  return settingProblems(setting, settings, { strict: true }).map(({ message }) => message);
};

// opentelemetry-collector v0.159.0 is the newest that was read, v0.88.0 the oldest
test.each([
  ['0.88.0', ["'unheard_of' is not a setting"]],
  ['0.133.0', ["'unheard_of' is not a setting"]],
  ['0.80.0', []],
  ['0.170.0', []],
])('in %s an unknown key gives %j', (release, expected) => {
  expect(problems(release, { unheard_of: 1 })).toEqual(expected);
});

// opentelemetry-collector v0.145.0 exporter/exporterhelper: the batcher beside the queue is gone
test('a setting of other releases is told with them', () => {
  const [message] = problems('0.158.0', { batcher: {} });
  expect(message).toMatch(
    /^'batcher' is not a setting in this release, it is one in collector 0\.\d+/,
  );
  expect(problems('0.115.0', { batcher: {} })).toEqual([]);
});
