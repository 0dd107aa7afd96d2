import { expect, test } from 'vitest';
import { readDifferencePicture } from '../../src/difference/clusters.ts';
import { svg } from '../../src/graph/drawing/svg.ts';
import { lintClusters } from '../../src/lint/clusters.ts';
import { application, collector, file } from '../browser/pictures.ts';

function clusters(...objects: readonly object[]) {
  return lintClusters([file(...objects)]).clusters;
}

const before = clusters(
  collector('otel', 'tracing'),
  application('shop', 'shop', 'http://otel-collector.tracing:4317'),
);
const after = clusters(
  collector('gateway', 'tracing'),
  application('shop', 'shop', 'http://gateway-collector.tracing:4317'),
);

test('nodes and edges tell what has become of them', () => {
  const { nodes, edges } = readDifferencePicture(before, after);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  expect(nodes.map(({ name, change }) => `${name} ${change}`)).toEqual([
    'shop changed',
    'gateway added',
    'otel removed',
    'tempo.example.com:4317 undefined',
  ]);
  expect(
    edges.map(({ from, to, change }) => `${names.get(from)} to ${names.get(to)} ${change}`),
  ).toEqual([
    'shop to gateway added',
    'gateway to tempo.example.com:4317 added',
    'shop to otel removed',
    'otel to tempo.example.com:4317 removed',
  ]);
});

test('the same manifests are drawn as they are', () => {
  const { nodes, edges } = readDifferencePicture(after, after);
  expect([...nodes, ...edges].filter(({ change }) => change !== undefined)).toEqual([]);
});

test('changes have styles of their own', async () => {
  const drawn = await svg(readDifferencePicture(before, after));
  for (const style of ['node collector added', 'node collector removed', 'node sender changed']) {
    expect(drawn).toContain(`class="${style}"`);
  }
  expect(drawn).toContain('class="arrow removed"');
});
