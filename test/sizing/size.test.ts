import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measuredCosts } from '../../src/sizing/costs.ts';
import { sizeOf } from '../../src/sizing/size.ts';

test('costs are those that were measured', () => {
  const { costs } = JSON.parse(readFileSync('docs/measured/collector.json', 'utf8'));
  expect(measuredCosts).toEqual({
    spansPerCoreSecond: costs['the default'].spansPerCoreSecond,
    peakMiB: costs['the default'].peakMiB,
    bytesPerSpan: costs['the default, without gzip'].writtenBytesPerSpan,
  });
});

test('a small load takes what the default stack has', () => {
  expect(sizeOf({ spansPerSecond: 100 }).collectors).toEqual({
    replicas: 2,
    cpuMillis: 100,
    burstCpuMillis: 100,
    memoryMiB: 512,
    batchSpans: 2048,
    // 60 % of the limit less 129 MiB, three times 500 bytes each: 41 minutes of it
    queueSpans: 124_570,
  });
});

test('a large load takes pods for its bursts, and memory for its queue', () => {
  // 100,000 spans of 756 bytes cost as 200,000 of those measured: 1.85 cores, 9.2 in a burst
  const { collectors } = sizeOf({ spansPerSecond: 100_000, spanBytes: 756 });
  expect(collectors.replicas).toBe(10);
  expect(collectors.cpuMillis).toBe(200);
  expect(collectors.burstCpuMillis).toBe(950);
  // a minute of 10,000 spans a second, three times their bytes, is 1,298 MiB, to which memory_limiter leaves 60 % of the limit
  expect(collectors.memoryMiB).toBe(2432);
  expect(collectors.queueSpans).toBeGreaterThanOrEqual(600_000);
  expect(collectors.queueSpans).toBeLessThan(620_000);
});

test('batches of large spans fit into a message', () => {
  const { batchSpans } = sizeOf({ spansPerSecond: 10, spanBytes: 10_000 }).collectors;
  expect(batchSpans).toBe(335);
  expect(batchSpans * 10_000).toBeLessThan(4 * 1024 * 1024);
});

test('Elasticsearch holds all days and copies, in shards that are not too large', () => {
  const { storage } = sizeOf({ spansPerSecond: 10_000, spanBytes: 500, retentionDays: 14 });
  expect(storage).toEqual({
    bytesPerDay: 216e9,
    bytes: 216e9 * 15 * 2,
    diskBytes: Math.ceil((216e9 * 15 * 2) / 0.85),
    shards: 5,
    bytesPerShard: 43.2e9,
    allShards: 150,
  });
});

test('more load never takes less', () => {
  const sizes = [1, 10, 1e3, 1e4, 1e5, 1e6].map((spansPerSecond) => sizeOf({ spansPerSecond }));
  const totals = sizes.map(({ collectors, storage }) => [
    collectors.replicas * collectors.burstCpuMillis,
    collectors.replicas * collectors.memoryMiB,
    storage.diskBytes,
  ]);
  totals.slice(1).forEach((total, index) => {
    total.forEach((value, place) => {
      expect(value).toBeGreaterThanOrEqual(totals[index]?.[place] ?? 0);
    });
  });
});

test.each([
  [{ spansPerSecond: 0 }, 'spansPerSecond must be a number above 0, got 0'],
  [
    { spansPerSecond: 1e13 },
    'spansPerSecond must be a number up to 1000000000000, got 10000000000000',
  ],
  [{ spansPerSecond: Number.NaN }, 'spansPerSecond must be a number above 0, got NaN'],
  [{ spansPerSecond: 1, spanBytes: -1 }, 'spanBytes must be a number above 0, got -1'],
  [{ spansPerSecond: 1, retentionDays: 1.5 }, 'retentionDays must be a whole number, got 1.5'],
])('%j is no load', (load, message) => {
  expect(() => sizeOf(load)).toThrow(new Error(message));
});
