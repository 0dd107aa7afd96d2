import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { environmentApp } from '../src/environment.ts';

afterEach(() => vi.unstubAllEnvs());

test('the app of an environment writes to a folder of its name where cdk8s synth wants the manifests', () => {
  vi.stubEnv('CDK8S_OUTDIR', '/somewhere');
  expect(environmentApp('prod-eu1').outdir).toBe(join('/somewhere', 'prod-eu1'));
});

test('without cdk8s synth that folder is in dist', () => {
  vi.stubEnv('CDK8S_OUTDIR', undefined);
  expect(environmentApp('prod').outdir).toBe(join('dist', 'prod'));
});

test.each(['', '..', 'a/b', '-a', 'a-', 'Prod', 7])('%j is no name of an environment', (name) => {
  expect(() => environmentApp(name as string)).toThrow(
    `name of an environment must be of lower-case letters, digits and '-', got '${name}'`,
  );
});
