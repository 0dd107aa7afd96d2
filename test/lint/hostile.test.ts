import fc from 'fast-check';
import { test } from 'vitest';
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
