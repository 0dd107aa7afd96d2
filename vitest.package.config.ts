import { defineConfig } from 'vitest/config';

/** Installs the packed package into empty projects, which takes the npm registry and some seconds. */
export default defineConfig({
  test: {
    include: ['test/package/*.test.ts'],
    globalSetup: 'test/package/pack.ts',
    fileParallelism: false,
    hookTimeout: 180_000,
    testTimeout: 60_000,
  },
});
