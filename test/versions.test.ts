import { expect, test } from 'vitest';
import { versions } from '../src/upstream/operator/versions.ts';

test.each(Object.entries(versions))('%s is a full release number', (_, version) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
