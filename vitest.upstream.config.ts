import { defineConfig } from 'vitest/config';

/** Suites that compare with upstream's release manifests; the other tests in `test/upstream/` need no folder. */
export const upstreamSuites = [
  'test/upstream/crds.test.ts',
  'test/upstream/kubernetes-types.test.ts',
  'test/upstream/operators.test.ts',
  'test/upstream/relocate.test.ts',
];

export default defineConfig({
  test: {
    include: upstreamSuites,
    // the command line is bundled for each run, which takes seconds on a machine that is busy with more
    testTimeout: 60_000,
    isolate: false,
    pool: 'threads',
  },
});
