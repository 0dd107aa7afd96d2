import { defineConfig } from 'vitest/config';
import { upstreamSuites } from './vitest.upstream.config.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // suites that need more than Node have their own npm scripts and configurations
    exclude: [
      ...upstreamSuites,
      'test/browser/**',
      'test/cluster/**',
      'test/edits/**',
      'test/package/**',
    ],
    globalSetup: ['test/temporary.ts', 'test/goldens.ts'],
    setupFiles: ['test/seed.ts', 'test/guarded.ts'],
    isolate: false,
    // whole stacks are synthesized, which takes seconds on a machine that is busy with more
    testTimeout: 30_000,
    pool: 'threads',
  },
});
