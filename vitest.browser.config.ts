import { defineConfig } from 'vitest/config';

/** Looks at pictures in a real browser, which takes a Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/*.test.ts'],
    setupFiles: ['test/guarded.ts'],
    fileParallelism: false,
    hookTimeout: 120_000,
    testTimeout: 120_000,
  },
});
