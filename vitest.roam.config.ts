import { randomInt } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

const { SEED = String(randomInt(1_000_000_000)), ROUNDS = '5' } = process.env;
console.log(`SEED=${SEED} ROUNDS=${ROUNDS}`);

/** Tests that draw what they try, with a seed of their own and more rounds than in `npm test`. */
export default defineConfig({
  test: {
    ...usual.test,
    include: [
      'test/lint/fuzz.test.ts',
      'test/lint/mutation.test.ts',
      'test/model/model.test.ts',
      'test/stack/property.test.ts',
      'test/relocate.test.ts',
      'test/yaml.test.ts',
    ],
    env: { SEED, ROUNDS },
    testTimeout: 600_000,
  },
});
