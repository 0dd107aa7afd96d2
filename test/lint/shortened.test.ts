import { expect, test } from 'vitest';
import { secretSpans } from '../../src/lint/secrets.ts';
import { readableFix, shortened } from '../../src/lint/shortened.ts';

test('a text that somebody can read stays', () => {
  const text = `a Service ${'of a name '.repeat(20)}`;
  expect(shortened(text)).toBe(text);
});

test('of a long word its beginning, its end and its length are told', () => {
  expect(shortened(`got 'http://${'a'.repeat(5000)}:4317' twice`)).toBe(
    `got 'http://${'a'.repeat(53)}…${'a'.repeat(25)}:4317 (5012 characters)' twice`,
  );
});

test.each(['', 'a'])('no character is cut in half, after %j', (start) => {
  const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
  expect(shortened(`${start}${'🦊'.repeat(1000)}`)).not.toMatch(halves);
});

test('a text of many words is cut, too, and a fix is left out', () => {
  expect(shortened('a '.repeat(100_000)).length).toBeLessThan(2100);
  expect(readableFix('a '.repeat(100_000))).toBeUndefined();
  expect(readableFix('a:4317')).toBe('a:4317');
});

test('a text of megabytes is cut without an expression that runs out of room', () => {
  expect(shortened('/namespaces/'.repeat(2_000_000))).toMatch(/ \(24000000 characters\)$/);
  const line = `password: ${'x'.repeat(20_000_000)}`;
  expect(secretSpans([line], 0, 'Jaeger')).toEqual([{ start: 0, end: line.length }]);
});
