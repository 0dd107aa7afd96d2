import { expect, test } from 'vitest';
import { nearest } from '../../../src/upstream/values/nearest.ts';

test.each([
  ['otpl', 'otlp'],
  ['tail_samling', 'tail_sampling'],
  ['defualt', 'default'],
])('%s is taken for %s', (word, candidate) => {
  expect(nearest(word, ['otlp', 'tail_sampling', 'default', 'zipkin'])).toBe(candidate);
});

test.each(['otlp', 'x', 'something_else'])('%s is like no other', (word) => {
  expect(nearest(word, ['otlp', 'zipkin'])).toBeUndefined();
});

test('of several near words the nearest is taken', () => {
  const words = [
    'jaeger-colectr',
    'jaeger-collector-x',
    'jaeger-collectors',
    'jaeger-colector-headless',
  ];
  expect(nearest('jaeger-collector', words)).toBe('jaeger-collectors');
});

test('of very many candidates only the first are looked at', () => {
  const others = Array.from({ length: 500 }, (_, index) => `other${index}`);
  expect(nearest('collector', [...others.slice(1), 'colector'])).toBe('colector');
  expect(nearest('collector', [...others, 'colector'])).toBeUndefined();
});
