import { expect, test } from 'vitest';
import { tracing } from './tracing.ts';

const article = 'examples/article';

test.each([
  [[], /^flowchart LR\n/],
  [['--format', 'mermaid'], /^flowchart LR\n/],
  [['--format', 'dot'], /^digraph tracing \{\n/],
  [['--format', 'json'], /^\{\n {2}"nodes": \[\n/],
  [['--format', 'svg'], /^<svg xmlns="[^"]+" viewBox=/],
  [['--format', 'html'], /^<!doctype html>\n/],
])('%j draws the article', async (options, start) => {
  const outcome = await tracing(['graph', ...options, article]);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toMatch(start);
  for (const name of ['thanos-query', 'otel-collector', 'jaeger', 'elastic.centre.com:9201']) {
    expect(outcome.stdout).toContain(name);
  }
});

test.each([
  [[], "error: missing required argument 'path'"],
  [['--format', 'png', article], 'Allowed choices are mermaid, dot, json, svg, html.'],
  [['no-such.yaml'], 'tracing: no such file or folder: no-such.yaml'],
])('%j is bad usage', async (args, message) => {
  const outcome = await tracing(['graph', ...args]);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain(message);
});

test('what cannot be read is told, and the rest is drawn', async () => {
  const outcome = await tracing(['graph', article, '-'], 'a: [1\n');
  expect(outcome.code).toBe(2);
  expect(outcome.stdout).toMatch(/^flowchart LR\n.*otel-collector/s);
  expect(outcome.stderr).toMatch(/^tracing: <stdin>:2:1: \S.*\n$/);
});
