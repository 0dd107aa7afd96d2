import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lintManifests, type ManifestText } from '../../src/lint/manifests.ts';
import { objectName, pathText } from '../../src/model/kubernetes/objects.ts';
import { samples } from '../samples.ts';
import { stacks, synth } from '../stacks.ts';

/** Stacks that contain mistakes on purpose. */
const faulty = ['article'];
const valid = Object.keys(stacks).filter((stack) => !faulty.includes(stack));

test.each(valid)('nothing is wrong with the %s stack', async (stack) => {
  expect(found(await textsOf(stack))).toEqual([]);
});

// both exporters feed one Jaeger, 10,000 spans do not fit into 4 MiB, a percentage of no limit is one of the node, the job for
// the service graph is on by default and of an untagged image, project_id and sample_factor are keys of another type than OTLP
const article = [
  'warning collector/duplicate-backend OpenTelemetryCollector/tracing/otel-collector',
  'warning collector/grpc-batch-size OpenTelemetryCollector/tracing/otel-collector',
  'warning collector/memory-limit OpenTelemetryCollector/tracing/otel-collector',
  'warning storage/spark-dependencies Jaeger/tracing/jaeger',
  'warning thanos/ignored-key Deployment/monitoring/thanos-query',
  'warning thanos/ignored-key Deployment/monitoring/thanos-query',
];
const storeKeys = (kind: string) =>
  Array(2).fill(`warning thanos/ignored-key ${kind}/monitoring/thanos-store`);

test('the stack of the article has the mistakes that it makes on purpose, and no other', async () => {
  expect(places(await textsOf('article'))).toEqual([...article, ...storeKeys('StatefulSet')]);
});

test("the article's own manifests have its mistakes, and no other", () => {
  const texts = textsIn('../../examples/article');
  expect(places(texts)).toEqual([...article, ...storeKeys('Deployment')]);
});

test('nothing is wrong with the workloads that the default stack starts from', () => {
  expect(found(textsIn('../../manifests'))).toEqual([]);
});

/**
 * Findings that are right in what upstream shows, by file: it offers a port, to try that, on which nothing listens, and it shows the
 * rights of a target allocator elsewhere. The operator reads the base path of an all-in-one under allInOne (pkg/ingress/query.go v1.65.0), so
 * that its own example gets an Ingress with an empty path.
 */
const upstream: Readonly<Record<string, readonly string[]>> = {
  'jaeger/ingress-hosts.yaml': [
    'error jaeger/ingress Jaeger//ingress-hosts',
    'warning jaeger/unused-part Jaeger//ingress-hosts',
  ],
  'opentelemetry/ingress.v1beta1.yaml': [
    'warning edge/silent-port OpenTelemetryCollector//from-outside',
  ],
  'opentelemetry/target-allocator.v1beta1.yaml': [
    'warning collector/missing-access OpenTelemetryCollector//scraper',
  ],
};

test.each(samples)('nothing else is wrong with what upstream shows in $file', (sample) => {
  expect(places([sample])).toEqual(upstream[sample.file] ?? []);
});

async function textsOf(stack: string): Promise<ManifestText[]> {
  return [...(await synth(stack))].map(([file, text]) => ({ file, text }));
}

function textsIn(folder: string): ManifestText[] {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  return readdirSync(path)
    .sort()
    .map((file) => ({ file, text: readFileSync(`${path}/${file}`, 'utf8') }));
}

/** All findings, info among them. */
function found(texts: readonly ManifestText[]): string[] {
  const { findings, unreadable } = lintManifests(texts);
  expect(unreadable).toEqual([]);
  return findings.map(
    ({ severity, rule, object, path, message }) =>
      `${severity} ${rule.id} ${objectName(object)} ${pathText(path)}: ${message}`,
  );
}

/** Severity, rule and object of each finding, sorted. */
function places(texts: readonly ManifestText[]): string[] {
  const { findings, unreadable } = lintManifests(texts);
  expect(unreadable).toEqual([]);
  return findings
    .map(({ severity, rule, object }) => `${severity} ${rule.id} ${objectName(object)}`)
    .sort();
}
