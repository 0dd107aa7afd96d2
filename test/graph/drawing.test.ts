import { expect, test } from 'vitest';
import { wrapped } from '../../src/graph/drawing/letters.ts';
import { svg } from '../../src/graph/drawing/svg.ts';
import { readGraph } from '../../src/graph/graph.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import { collector, file, hostile, mistakes } from '../browser/pictures.ts';

async function draw(text: { file: string; text: string }): Promise<string> {
  const { model, findings } = lintManifests([text]);
  return svg(readGraph(model, findings));
}

test('the picture of the same manifests is the same, byte by byte', async () => {
  expect(await draw(mistakes())).toBe(await draw(mistakes()));
});

test('pipelines are inside of collectors, and what is wrong in them is marked', async () => {
  const drawn = await draw(mistakes());
  const items = [
    ...drawn.matchAll(/<rect class="(chip[^"]*)"[^>]*>\n<text class="item"[^>]*>([^<]*)/g),
  ];
  expect(items.map(([, style, name]) => `${style}: ${name}`)).toEqual([
    'chip error: otlp',
    'chip: zipkin',
    'chip error: batch',
    'chip error: memory_limiter',
    'chip error: tail_smapling',
    'chip error: otlp',
    'chip error: otlp/nowhere',
    'chip: logging',
    'chip error: otlp/unknown',
    'chip: otlp',
    'chip: otlp',
  ]);
});

test('edges say Service, port, protocol and TLS', async () => {
  const drawn = await draw(mistakes());
  const labels = [...drawn.matchAll(/<text class="(?:service|speaks)"[^>]*>([^<]*)/g)];
  expect(labels.map(([, text]) => text)).toEqual(
    expect.arrayContaining(['✗ second-collector:', '4318', 'OTLP/gRPC · TLS']),
  );
});

test('names are text, whatever is in them', async () => {
  const drawn = await draw(hostile());
  for (const sign of ['<script', '<img', '\u202e', '\u0000']) expect(drawn).not.toContain(sign);
  expect(drawn).toContain('&lt;/script&gt;&lt;script&gt;');
});

test('no password of an address is in a picture', async () => {
  const exporters = { otlphttp: { endpoint: 'https://user:hunter2@tempo.example.com' } };
  const pipelines = { traces: { receivers: ['otlp'], exporters: ['otlphttp'] } };
  const drawn = await draw(
    file(collector('otel', 'tracing', { exporters, service: { pipelines } })),
  );
  expect(drawn).toContain('tempo.example.com');
  expect(drawn).not.toContain('hunter2');
});

test.each([
  ['otel-collector-collector:4317', 22, ['otel-collector-', 'collector:4317']],
  ['short', 22, ['short']],
  ['', 22, ['']],
  ['abcdefgh', 3, ['abc', 'def', 'gh']],
  ['上海上海上', 2, ['上海', '上海', '上']],
])('%s in lines of %i', (text, longest, lines) => {
  expect(wrapped(text, longest)).toEqual(lines);
});

test('an empty picture is still one', async () => {
  const { model, findings } = lintManifests([]);
  expect(await svg(readGraph(model, findings))).toMatch(/^<svg .*nobody.*<\/svg>\n$/s);
});
