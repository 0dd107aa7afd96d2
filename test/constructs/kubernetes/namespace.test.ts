import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import {
  TracingNamespace,
  type TracingNamespaceProps,
} from '../../../src/constructs/kubernetes/namespace.ts';

const synth = (props: TracingNamespaceProps) => {
  const chart = Testing.chart();
  const namespace = new TracingNamespace(chart, 'Namespace', props);
  return { namespace, objects: Testing.synth(chart) };
};

// the labels of https://kubernetes.io/docs/concepts/security/pod-security-admission/
const labelled = (level: string) => ({
  'pod-security.kubernetes.io/enforce': level,
  'pod-security.kubernetes.io/audit': level,
  'pod-security.kubernetes.io/warn': level,
});

test('emits one Namespace and gives its name', () => {
  const { namespace, objects } = synth({ name: 'tracing' });
  expect(objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'tracing', labels: labelled('restricted') },
    },
  ]);
  expect(namespace.name).toBe('tracing');
});

test('carries labels and annotations', () => {
  const all: Required<TracingNamespaceProps> = {
    name: 'team-a-tracing',
    podSecurity: 'baseline',
    labels: { 'pod-security.kubernetes.io/warn': 'restricted', team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
  };
  expect(synth(all).objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'team-a-tracing',
        labels: {
          ...labelled('baseline'),
          'pod-security.kubernetes.io/warn': 'restricted',
          team: 'a',
        },
        annotations: { 'example.com/owner': 'team-a' },
      },
    },
  ]);
});

test('says nothing of Pod Security where the cluster is to decide', () => {
  expect(synth({ name: 'tracing', podSecurity: 'unlabelled' }).objects[0].metadata).toEqual({
    name: 'tracing',
  });
});

test('a level that Pod Security does not have is refused', () => {
  const podSecurity = 'strict' as 'restricted';
  expect(() => synth({ name: 'tracing', podSecurity })).toThrow(
    "test/Namespace: podSecurity must be one of privileged, baseline, restricted, unlabelled, got 'strict'",
  );
});

test('a name that is no label is refused', () => {
  expect(() => synth({ name: 'Tracing' })).toThrow(
    new Error(
      "test/Namespace: name must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Tracing'; did you mean 'tracing'?",
    ),
  );
});

test('a label that Kubernetes would refuse is refused', () => {
  expect(() => synth({ name: 'tracing', labels: { team: 'a b' } })).toThrow(
    new Error(
      "test/Namespace: labels 'team' must be a label value (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters), got 'a b'; did you mean 'a-b'?",
    ),
  );
  expect(() => synth({ name: 'tracing', labels: { 'a/b/c': 'x' } })).toThrow(
    new Error(
      "test/Namespace: labels key must be a label name (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters, after an optional DNS prefix and '/'), got 'a/b/c'",
    ),
  );
});
