import { expect, test } from 'vitest';
import {
  isThanosContainer,
  runsInShell,
  withoutTracingFlags,
} from '../../../src/upstream/thanos/container.ts';

test.each([
  { image: 'quay.io/thanos/thanos:v0.42.4' },
  { image: `registry.example.com:5000/mirror/thanos@sha256:${'0'.repeat(64)}` },
  { image: 'registry.example.com/platform/tools:7', command: ['/bin/thanos', 'query'] },
  { image: 'registry.example.com/platform/tools:7', command: ['tini', '--', 'thanos'] },
  { image: 'registry.example.com/t:7', args: ['store', '--objstore.config-file=/etc/o.yaml'] },
])('%j runs Thanos', (container) => {
  expect(isThanosContainer(container)).toBe(true);
});

test.each([
  { image: 'quay.io/observatorium/thanos-receive-controller:main' },
  { image: 'quay.io/prometheus/prometheus:v3.5.0', args: ['--config.file=/etc/thanos'] },
  { image: 'registry.example.com/shop:1', args: ['query', '--verbose'] },
  { name: 'thanos-query' },
  {},
])('%j does not', (container) => {
  expect(isThanosContainer(container)).toBe(false);
});

test.each([
  [{ command: ['sh', '-c'], args: ['exec thanos query'] }, true],
  [{ command: ['/bin/bash', '-e', '-xc', 'thanos query'] }, true],
  [{ command: ['/bin/sh', '/entry.sh'], args: ['-c'] }, false],
  [{ command: ['/bin/thanos', 'query', '-c'] }, false],
  [{}, false],
])('whether %j hides arguments in a shell is %s', (container, expected) => {
  expect(runsInShell(container)).toBe(expected);
});

test.each([
  [['--tracing.config=type: OTLP', '--log.level=info'], ['--log.level=info']],
  [
    ['query', '--tracing.config', 'type: OTLP', '--log.level=info'],
    ['query', '--log.level=info'],
  ],
  [['--tracing.config-file=/etc/tracing.yaml'], []],
  [['--tracing.config-file', '/etc/tracing.yaml', 'query'], ['query']],
  [['--tracing.config', '--log.level=info'], ['--log.level=info']],
  [['query', '--tracing.config'], ['query']],
  [['--tracing.config=a', '--tracing.config-file=b', 'store', '--tracing.config', 'c'], ['store']],
  [
    ['--tracing.configuration=x', 'query'],
    ['--tracing.configuration=x', 'query'],
  ],
])('%j without tracing flags is %j', (args, expected) => {
  expect(withoutTracingFlags(args)).toEqual(expected);
});
