import { expect, test } from 'vitest';
import { mirroredImage } from '../../../src/upstream/kubernetes/registry.ts';

const digest = `@sha256:${'0'.repeat(64)}`;

test.each([
  ['quay.io/jaegertracing/jaeger-operator:1.65.0', 'jaegertracing/jaeger-operator:1.65.0'],
  ['otel/opentelemetry-collector:0.158.0', 'otel/opentelemetry-collector:0.158.0'],
  [`ghcr.io/a/b:1${digest}`, `a/b:1${digest}`],
  ['registry.other.com:5000/tool:1', 'tool:1'],
  ['localhost:5000/tool:1', 'tool:1'],
  // official images of Docker Hub, which alone has a library
  ['busybox:1.36', 'library/busybox:1.36'],
  [`busybox${digest}`, `library/busybox${digest}`],
  ['docker.io/busybox:1.36', 'library/busybox:1.36'],
  ['index.docker.io/busybox:1.36', 'library/busybox:1.36'],
  ['docker.io/library/busybox:1.36', 'library/busybox:1.36'],
  ['registry.k8s.io/pause:3.10', 'pause:3.10'],
])('%s is mirrored as %s', (image, path) => {
  expect(mirroredImage('registry.example.com/mirror', image)).toBe(
    `registry.example.com/mirror/${path}`,
  );
});

test.each(['registry.example.com/mirror/library/busybox:1.36', 'registry.example.com/team/tool:1'])(
  '%s is in the registry',
  (image) => {
    expect(mirroredImage('registry.example.com/mirror', image)).toBe(image);
  },
);

test.each([
  [
    'quay.io/acme',
    'quay.io/jaegertracing/jaeger:2.20.0',
    'quay.io/acme/jaegertracing/jaeger:2.20.0',
  ],
  ['quay.io/acme', 'quay.io/acme/tool:1', 'quay.io/acme/tool:1'],
  ['quay.io/acme', 'quay.io/acmes/tool:1', 'quay.io/acme/acmes/tool:1'],
  ['docker.io/acme', 'busybox:1', 'docker.io/acme/library/busybox:1'],
  ['docker.io/acme', 'acme/tool:1', 'acme/tool:1'],
  ['docker.io/acme', 'index.docker.io/acme/tool:1', 'index.docker.io/acme/tool:1'],
])('a mirror beside published images, %s, has %s as %s', (mirror, image, mirrored) => {
  expect(mirroredImage(mirror, image)).toBe(mirrored);
});
