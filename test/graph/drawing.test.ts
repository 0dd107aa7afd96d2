import { expect, test } from 'vitest';
import { layOut } from '../../src/graph/drawing/layout.ts';
import { wrapped } from '../../src/graph/drawing/letters.ts';
import { readScene } from '../../src/graph/drawing/scene.ts';
import { svg } from '../../src/graph/drawing/svg.ts';
import { readGraph } from '../../src/graph/graph.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import { application, collector, file, hostile, mistakes } from '../browser/pictures.ts';

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

test('tiers of collectors stand under one another, however many there are', async () => {
  const tier = (name: string, endpoint: string, ...others: string[]) =>
    collector(name, 'tracing', {
      exporters: { otlp: { endpoint } },
      processors: Object.fromEntries(others.map((id) => [id, {}])),
      service: {
        pipelines: { traces: { receivers: ['otlp'], processors: others, exporters: ['otlp'] } },
      },
    });
  const tiers = file(
    tier('agent', 'balancer-collector:4317'),
    tier('balancer', 'sampler-collector.tracing:4317', 'batch'),
    tier('sampler', 'gateway-collector:4317', 'memory_limiter', 'batch'),
    tier('gateway', 'tempo.example.com:4317'),
  );
  const { model } = lintManifests([tiers]);
  const { nodes, arrows } = await layOut(readScene(readGraph(model, [])));
  const [, ...others] = nodes.slice(0, 4);
  const middles = nodes.slice(0, 4).map(({ x, width }) => x + width / 2);
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(1);
  // boxes of different sizes, so that it is not their left sides that are one
  expect(others.some(({ x }) => Math.abs(x - (nodes[0]?.x ?? 0)) > 20)).toBe(true);
  expect(new Set(nodes.map(({ y }) => y)).size).toBe(nodes.length);
  // lines that hold them there are not drawn
  expect(arrows).toHaveLength(4);
});

/** Sides of the boxes of a kind of component in a picture, by its node and name. */
function endsIn(drawn: string): Map<string, { left: string; right: string }> {
  const nodes = [
    ...drawn.matchAll(
      /<g class="node[^"]*" data-node="\d+" transform="translate\((\S+) (\S+)\)">(.*?)\n<\/g>/gs,
    ),
  ];
  return new Map(
    nodes.flatMap(([, left = '', top = '', inside = '']) => {
      const name = /<text class="name"[^>]*>([^<]*)/.exec(inside)?.[1];
      const chips = inside.matchAll(
        /<rect class="chip[^"]*" x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"\/>\n<text class="item"[^>]*>([^<]*)/g,
      );
      // the first of a name: that of the first pipeline
      return [...chips].toReversed().map(([, x, y, width, height, item]) => {
        const middle = tenth(Number(top) + Number(y) + Number(height) / 2);
        const place = (along: number) => `${tenth(Number(left) + along)} ${middle}`;
        return [
          `${name} ${item}`,
          { left: place(Number(x)), right: place(Number(x) + Number(width)) },
        ] as const;
      });
    }),
  );
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Where arrows between pipelines start inside of a node, and where their points are, by what they are called. */
function arrowEnds(drawn: string, title: string): { starts: string[]; points: string[] } {
  const arrows = [
    ...drawn.matchAll(/<g class="arrow[^"]*" data-arrow="\d+">\n<title>([^<]*)(.*?)\n<\/g>/gs),
  ].filter(([, called]) => called?.startsWith(title));
  expect(arrows).not.toEqual([]);
  const all = (pattern: RegExp) =>
    arrows.map(([, , inside = '']) => pattern.exec(inside)?.[1] ?? 'none');
  return {
    starts: all(/<path class="lead" d="M(\S+ [^L]+)L/),
    points: all(/<path class="point" d="M(\S+ [^L]+)L/),
  };
}

test('an arrow ends at the receiver that takes it, and starts at its exporter', async () => {
  const exporters = { 'otlp/2': { endpoint: 'second-collector:4317', tls: { insecure: true } } };
  const sending = { traces: { receivers: ['otlp'], exporters: ['otlp/2'] } };
  const receivers = {
    zipkin: {},
    otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } },
  };
  const pipeline = { receivers: ['zipkin', 'otlp'], exporters: ['otlp'] };
  const pipelines = { traces: pipeline, 'traces/more': pipeline };
  const drawn = await draw(
    file(
      collector('first', 'tracing', { exporters, service: { pipelines: sending } }),
      collector('second', 'tracing', { receivers, service: { pipelines } }),
      application('shop', 'shop', 'http://first-collector.tracing:4317'),
    ),
  );
  const ends = endsIn(drawn);
  expect(ends.get('second otlp')?.left).not.toBe(ends.get('second zipkin')?.left);
  const between = arrowEnds(drawn, 'OpenTelemetryCollector/tracing/first to ');
  expect(between).toEqual({
    starts: [ends.get('first otlp/2')?.right],
    points: [ends.get('second otlp')?.left],
  });
  // who has no pipeline starts at its side
  const { points } = arrowEnds(drawn, 'Deployment/shop/shop to ');
  expect(points).toEqual([ends.get('first otlp')?.left]);
});

test('spans lead into a pipeline of spans, also where another one has the same receiver', async () => {
  const pipeline = { receivers: ['otlp'], exporters: ['otlp'] };
  const pipelines = { logs: pipeline, traces: pipeline };
  const drawn = await draw(
    file(
      collector('otel', 'tracing', { service: { pipelines } }),
      application('shop', 'shop', 'http://otel-collector.tracing:4317'),
    ),
  );
  const titles = [...drawn.matchAll(/<text class="part"[^>]* y="(\S+)"[^>]*>([^<]*)/g)];
  const [logs, traces] = titles.map(([, y]) => Number(y));
  expect(titles.map(([, , title]) => title)).toEqual(['logs', 'traces']);
  const top = /data-node="\d+" transform="translate\(\S+ (\S+)\)">\n<title>OpenTelemetry/.exec(
    drawn,
  );
  const { points } = arrowEnds(drawn, 'Deployment/shop/shop to ');
  const height = Number(points[0]?.split(' ')[1]) - Number(top?.[1]);
  expect(height).toBeGreaterThan(traces ?? 0);
  expect(traces).toBeGreaterThan(logs ?? 0);
});

test('what no receiver takes ends at the node', async () => {
  const drawn = await draw(mistakes());
  const { points } = arrowEnds(drawn, 'Deployment/shop/shop to ');
  expect([...endsIn(drawn).values()].map(({ left }) => left)).not.toContain(points[0]);
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
