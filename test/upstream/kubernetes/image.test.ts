import { expect, test } from 'vitest';
import { imageProblem, parseImage } from '../../../src/upstream/kubernetes/image.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  'busybox:1.36',
  'quay.io/brancz/kube-rbac-proxy:v0.13.1',
  'registry.example:5000/otel/collector_contrib:0.158.0-amd64',
  `ghcr.io/open-telemetry/opentelemetry-operator@${digest}`,
  `jaegertracing/jaeger:latest@${digest}`,
])('%s names one release', (image) => {
  expect(imageProblem('image', image)).toBe(undefined);
});

const syntax = 'image must be an image reference such as quay.io/example/name:1.2.3';

test.each([
  ['busybox', "image must name a release by tag or digest, got 'busybox'"],
  [
    'registry.example:5000/otel/collector',
    "image must name a release by tag or digest, got 'registry.example:5000/otel/collector'",
  ],
  ['busybox:latest', "image must name a release, not latest, got 'busybox:latest'"],
  ['', `${syntax}, got ''`],
  ['Busybox:1.36', `${syntax}, got 'Busybox:1.36'`],
  ['busybox:1.36 ', `${syntax}, got 'busybox:1.36 '`],
  ['https://quay.io/busybox:1.36', `${syntax}, got 'https://quay.io/busybox:1.36'`],
  ['busybox@sha256:0123', `${syntax}, got 'busybox@sha256:0123'`],
])('%j is refused', (image, message) => {
  expect(imageProblem('image', image)).toBe(message);
});

test.each([
  ['thanos', { repository: 'thanos' }],
  ['localhost:5000/thanos', { repository: 'localhost:5000/thanos' }],
  [
    'quay.io/thanos/thanos:v0.32.5',
    { repository: 'quay.io/thanos/thanos', tag: 'v0.32.5', version: '0.32.5' },
  ],
  [
    'registry.local:5000/jaegertracing/jaeger:2.20.0@sha256:abc',
    {
      repository: 'registry.local:5000/jaegertracing/jaeger',
      tag: '2.20.0',
      digest: 'sha256:abc',
      version: '2.20.0',
    },
  ],
  ['otel/collector@sha256:abc', { repository: 'otel/collector', digest: 'sha256:abc' }],
  ['otel/collector:latest', { repository: 'otel/collector', tag: 'latest' }],
])('image %s is taken apart', (image, parts) => {
  expect(parseImage(image)).toEqual(parts);
});
