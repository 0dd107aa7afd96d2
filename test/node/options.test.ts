import { expect, test } from 'vitest';
import { needOfNode, type Options, readOptions } from './options.ts';

const here: Options = {
  place: 'node',
  only: [],
  stacks: [],
  keep: false,
  record: false,
  stay: false,
};
const env = { KUBECONFIG: '/tmp/kind.kubeconfig' };

test.each<[string, Partial<Options>]>([
  ['', {}],
  ['--only apply --only verify', { only: ['apply', 'verify'] }],
  ['--stack environments/dev --record', { stacks: ['environments/dev'], record: true }],
  ['--stack default --within 30', { stacks: ['default'], minutes: 30 }],
  ['--stay --keep', { stay: true, keep: true }],
  ['--kwok --within 10', { place: 'played', minutes: 10 }],
  [
    '--existing-cluster --only plan',
    { place: 'existing', kubeconfig: env.KUBECONFIG, only: ['plan'] },
  ],
])('%s', (line, expected) => {
  expect(readOptions(words(line), env)).toEqual({ ...here, ...expected });
});

test.each([
  ['--only nothing', /^unknown part nothing\n/],
  ['--within soon', /^--within must be minutes, got soon\n/],
  ['--kwok --existing-cluster', /^--kwok makes a cluster of its own\n/],
  ['--kwok --stack secured', /^--stack secured needs a node of our own\n/],
  ['--existing-cluster --record', /^--record needs a node of our own/],
  ['--existing-cluster --stay', /^--stay is about a node of our own\n/],
  ['--existing-cluster --within 30', /^--within is about what is built/],
  ['--stay --only apply', /^--stay checks nothing/],
  ['--if-impossible', /Unknown option/],
])('%s is refused', (line, problem) => {
  expect(() => readOptions(words(line), env)).toThrow(problem);
});

test('a cluster is never taken by mistake: without KUBECONFIG there is none', () => {
  expect(() => readOptions(['--existing-cluster'], {})).toThrow(/KUBECONFIG/);
  expect(readOptions([], env)).toEqual(here);
});

test('help is no run', () => {
  expect(readOptions(['--help', '--stay', '--only', 'apply'], {})).toBeUndefined();
});

test('where there can be no node, the default stack can do without one, and measurements cannot', () => {
  expect(needOfNode({ ...here, stacks: ['default'], minutes: 30 })).toBeUndefined();
  expect(needOfNode({ ...here, stacks: ['default', 'secured'] })).toMatch(/secured/);
  expect(needOfNode({ ...here, record: true })).toMatch(/--record/);
});

function words(line: string): string[] {
  return line.split(' ').filter(Boolean);
}
