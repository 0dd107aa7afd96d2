import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDifference } from '../../src/difference/difference.ts';
import type { Effect } from '../../src/difference/effects.ts';
import { lintManifests, type ManifestText } from '../../src/lint/manifests.ts';
import { application, collector, file } from '../browser/pictures.ts';

function effectsOf(before: readonly ManifestText[], after: readonly ManifestText[]): Effect[] {
  return [...readDifference(lintManifests(before).model, lintManifests(after).model).effects];
}

function told(effects: readonly Effect[]): string[] {
  return effects.map(({ kind, object, message }) => `${kind} ${object}: ${message}`);
}

const otel = collector('otel', 'tracing');
const shop = application('shop', 'shop', 'http://otel-collector.tracing:4317');

function policy(name: string, spec: object): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { podSelector: {}, policyTypes: ['Egress'], ...spec },
  };
}

const walled = file(otel, shop, policy('deny', {}));
const open = file(otel, shop);

test('a NetworkPolicy that closes a connection loses spans, and one that opens it is told', () => {
  const there = effectsOf([open], [walled]);
  expect(told(there)).toEqual([
    'lost Deployment/shop/shop: NetworkPolicy shop/deny blocks egress from Deployment shop to port 4317 of otel-collector.tracing:4317',
    'changes Deployment/shop/shop: its pods may connect only as NetworkPolicy shop/deny has it',
    'changes NetworkPolicy/shop/deny: is new',
  ]);
  expect(there[0]?.action).toBe('allow it in a NetworkPolicy');
  expect(told(effectsOf([walled], [open]))).toEqual([
    'moves Deployment/shop/shop: NetworkPolicies let it connect again',
    'changes Deployment/shop/shop: its pods may connect as they like, without NetworkPolicy shop/deny',
    'changes NetworkPolicy/shop/deny: is gone from the manifests; the cluster keeps it until somebody deletes it',
  ]);
});

test('a NetworkPolicy that lets through who is there closes nothing', () => {
  const rules = { egress: [{ ports: [{ port: 4317 }] }] };
  const effects = effectsOf([open], [file(otel, shop, policy('allow', rules))]);
  expect(effects.map(({ kind }) => kind)).toEqual(['changes', 'changes']);
});

test('both ways are told in one', () => {
  const types = { policyTypes: ['Ingress', 'Egress'] };
  const lines = told(effectsOf([open], [file(otel, shop, policy('deny', types))]));
  expect(lines).toContain(
    'changes Deployment/shop/shop: its pods may connect and be connected to only as NetworkPolicy shop/deny has it',
  );
});

function golden(stack: string): ManifestText[] {
  const folder = join('test/golden', stack);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }));
}

function ofJaeger(before: readonly ManifestText[], after: readonly ManifestText[]): string[] {
  return told(effectsOf(before, after)).filter((line) =>
    /^\w+ Jaeger\/tracing\/jaeger: (?!is gone)/.test(line),
  );
}

test('a Jaeger v2 in the place of a v1 is told, with its UI and what is stored', () => {
  const [v1, v2] = [golden('default'), golden('jaeger-v2')];
  expect(ofJaeger(v1, v2)).toEqual([
    'moves Jaeger/tracing/jaeger: Jaeger v1 is replaced by Jaeger v2, OpenTelemetryCollector/tracing/jaeger, OpenTelemetryCollector/tracing/jaeger-query; its UI and queries stay at jaeger-query.tracing:16686',
    'changes Jaeger/tracing/jaeger: its traces stay: Jaeger v2 works on the same, indices tracing-… at elastic.centre.com:9201',
  ]);
  const elsewhere = v2.map(({ file: name, text }) => ({
    file: name,
    text: text.replaceAll('index_prefix: tracing', 'index_prefix: other'),
  }));
  expect(ofJaeger(v1, elsewhere)).toContain(
    'lost Jaeger/tracing/jaeger: its traces stay in indices tracing-… at elastic.centre.com:9201, where Jaeger v2 does not look: that works on indices other-… at elastic.centre.com:9201',
  );
  expect(ofJaeger(v2, v2)).toEqual([]);
  expect(ofJaeger(v1, v1)).toEqual([]);
});

test('what is in memory goes with a Jaeger v1', () => {
  const jaeger = {
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'jaeger', namespace: 'tracing' },
    spec: { strategy: 'allInOne', storage: { type: 'memory' } },
  };
  expect(ofJaeger([file(jaeger)], golden('jaeger-v2'))).toContain(
    'lost Jaeger/tracing/jaeger: its traces are in memory, and are lost with it',
  );
});
