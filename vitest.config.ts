import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // suites that need more than Node have their own npm scripts and configurations
    exclude: ['test/upstream/**', 'test/cluster/**', 'test/package/**'],
    isolate: false,
    pool: 'threads',
  },
});
