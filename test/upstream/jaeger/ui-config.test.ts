import { expect, test } from 'vitest';
import { uiConfigProblem } from '../../../src/upstream/jaeger/ui/config.ts';

test.each([
  ['linkpatterns', 'linkPatterns'],
  ['dependancies', 'dependencies'],
  ['monitr', 'monitor'],
  ['menus', 'menu'],
])('%s is a slip of the pen', (key, meant) => {
  expect(uiConfigProblem('uiConfig', { search: {}, [key]: {} })).toBe(
    `uiConfig.${key} must be a section that the UI knows; did you mean ${meant}?`,
  );
});

test.each([{}, undefined, { tracing: {}, tracking: {}, traceDiff: {} }, { futureSection: {} }])(
  '%j is let be',
  (config) => {
    expect(uiConfigProblem('uiConfig', config)).toBeUndefined();
  },
);
