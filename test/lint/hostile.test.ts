import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleOf } from '../../scripts/rule-examples.ts';
import { lint } from '../../src/lint/lint.ts';
import { modelOf } from '../model/model-of.ts';
import { rounds } from '../seed.ts';
import { fieldsIn, ownFolders } from '../wild/fuzz/fields.ts';
import { changes } from '../wild/fuzz/hostile.ts';
import { mutant } from '../wild/fuzz/mutant.ts';
import { complaints } from '../wild/fuzz/outputs.ts';

const runs = { numRuns: rounds(400) };
const timeout = 30_000 + 500 * runs.numRuns;

// each field with each value is tried by `npm run test:wild`
test('a hostile value in any field makes no command fail, and no output that is not text', {
  timeout,
}, () => {
  const fields = fieldsIn(...ownFolders);
  const anyField = fc.nat({ max: fields.length - 1 });
  const anyChange = fc.constantFrom(...changes.keys());
  const property = fc.property(anyField, anyChange, (number, name) => {
    const [field, change] = [fields[number], changes.get(name)];
    if (!field || !change) throw new Error(`no field ${number}, or no change ${name}`);
    const found = complaints(mutant(field, change));
    if (found.length > 0) throw new Error(`${field.shape} = ${name}: ${found.join('; ')}`);
  });
  fc.assert(property, runs);
});

// what JavaScript can make no text and no number of
const unprintable = '{ toString: 1, valueOf: 1 }';

test.each([
  ['thanos/ignored-key', /sample_factor: \d+/, `sample_factor: ${unprintable}`],
  [
    'collector/same-series',
    'spanmetrics: {}',
    `spanmetrics: { aggregation_temporality: ${unprintable} }`,
  ],
  ['instrumentation/agent-root', '  exporter:', `  java: { image: ${unprintable} }\n  exporter:`],
  [
    'object/pod-security',
    /( +)image: .*/,
    `$&\n$1ports: [{ name: a, port: 1, hostPort: ${unprintable} }]`,
  ],
] as const)('%s takes a value that cannot be printed', (id, written, hostile) => {
  const { wrong } = exampleOf({ id });
  const told = wrong.replace(written, hostile);
  expect(told).not.toBe(wrong);
  expect(lint(modelOf(told)).filter(({ failure }) => failure !== undefined)).toEqual([]);
});
