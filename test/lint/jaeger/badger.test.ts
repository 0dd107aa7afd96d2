import { expect, test } from 'vitest';
import { badger } from '../../../src/lint/jaeger/badger/rule.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const jaeger = (options: string, spec = '') =>
  jaegerOf(`{storage: {type: badger, options: {badger: ${options}}}${spec && `, ${spec}`}}`);

const volume = (mountPath: string) =>
  `volumes: [{name: d, emptyDir: {}}], volumeMounts: [{name: d, mountPath: ${mountPath}}]`;

const at = 'Jaeger/t/j spec.storage.options.badger';
const kept = '{ephemeral: false, directory-key: /badger/key, directory-value: /badger/data}';

test('directories outside of a volume are told', () => {
  expect(check(jaeger(kept, volume('/data')), badger)).toEqual([
    `${at}.directory-key: badger.directory-key must be in a volume to be kept, got '/badger/key', where none is mounted`,
    `${at}.directory-value: badger.directory-value must be in a volume to be kept, got '/badger/data', where none is mounted`,
  ]);
  expect(
    check(jaeger('{ephemeral: false, directory-value: /badger/data}', volume('/badger')), badger),
  ).toEqual([`${at}.ephemeral: badger.directory-key must be in a volume to be kept, got nothing`]);
});

test('directories of an ephemeral Badger are told', () => {
  expect(check(jaeger('{directory-key: /badger/key}', volume('/badger')), badger)).toEqual([
    `${at}.directory-key: badger.directory-key has no effect unless badger.ephemeral is false, and Badger loses its spans with the pod`,
  ]);
});

test.each([
  jaeger(kept, volume('/badger')),
  jaeger(kept, `allInOne: {${volume('/badger')}}`),
  jaeger('{}'),
  jaeger(kept, 'allInOne: {image: "registry.example.com/jaeger:1"}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, badger)).toEqual([]);
});
