import { defineConfig } from 'vitest/config';

/** Installs the packed package into an empty project, which takes the npm registry and some seconds. */
export default defineConfig({
  test: {
    include: ['test/package/*.test.ts'],
    hookTimeout: 180_000,
    testTimeout: 60_000,
  },
});
