import { defineConfig } from 'vitest/config';

/** Edits settings in a copy of the repository as the README invites, and runs the suite there, which takes minutes. */
export default defineConfig({
  test: {
    include: ['test/edits/*.test.ts'],
    hookTimeout: 120_000,
    testTimeout: 2_400_000,
  },
});
