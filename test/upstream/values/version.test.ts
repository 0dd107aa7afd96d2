import { expect, test } from 'vitest';
import { compareVersions, isAtLeast, parseVersion } from '../../../src/upstream/values/version.ts';

test.each([
  ['1.2.3', { major: 1, minor: 2, patch: 3 }],
  ['v0.88.0', { major: 0, minor: 88, patch: 0 }],
  ['2.20', { major: 2, minor: 20, patch: 0 }],
  ['1.62.0-alpine', { major: 1, minor: 62, patch: 0 }],
  ['0.110.0-rc.1', { major: 0, minor: 110, patch: 0, preRelease: 'rc.1' }],
])('%s is a release', (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test.each(['latest', '', '2', 'main', 'v1.2.x', '20230101.1', '1.2.3.4'])(
  '%j is no release',
  (text) => {
    expect(parseVersion(text)).toBeUndefined();
  },
);

test('releases sort by number, and a pre-release before its release', () => {
  const sorted = ['0.9.0', '0.88.0-rc.2', '0.88.0-rc.10', '0.88.0', '0.158.0', '1.0.0'];
  expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
  expect(isAtLeast('0.110.0', '0.88.0')).toBe(true);
  expect(isAtLeast('0.87.9', '0.88.0')).toBe(false);
});

test('comparing what is no release fails', () => {
  expect(() => compareVersions('latest', '1.0.0')).toThrow(
    "version must be a release number such as 1.2.3, got 'latest'",
  );
});
