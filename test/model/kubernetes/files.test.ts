import { expect, test } from 'vitest';
import {
  keysOf,
  keyText,
  mountedFile,
  referencedText,
} from '../../../src/model/kubernetes/files.ts';
import { modelOf } from '../model-of.ts';

const objects = `apiVersion: v1
kind: ConfigMap
metadata: {name: m, namespace: ns}
data: {a.yaml: "x: 1"}
binaryData: {b.bin: AAAA}
---
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: ns}
data: {a.yaml: ${Buffer.from('y: 2').toString('base64')}}
stringData: {c.yaml: "z: 3"}`;

const pod = (mounts: string, volumes: string) => `kind: Pod
metadata: {namespace: ns}
spec:
  containers: [{volumeMounts: ${mounts}}]
  volumes: ${volumes}`;

function find(file: string, mounts: string, volumes: string): string {
  const model = modelOf(objects, pod(mounts, volumes));
  const [workload] = model.workloads;
  const [container] = workload?.containers ?? [];
  if (!workload || !container) throw new Error('the pod must be read');
  const found = mountedFile(model.objects, workload, container, file);
  return found.status === 'found' ? found.source.text : found.status;
}

test('keys and texts of ConfigMaps and Secrets are read, Secrets decoded', () => {
  const [map, secret] = modelOf(objects).objects.all;
  if (!map || !secret) throw new Error('both must be read');
  expect([keysOf(map), keysOf(secret)]).toEqual([
    ['a.yaml', 'b.bin'],
    ['a.yaml', 'c.yaml'],
  ]);
  expect(keyText(map, 'a.yaml')).toMatchObject({ text: 'x: 1', path: ['data', 'a.yaml'] });
  expect(keyText(secret, 'a.yaml')?.text).toBe('y: 2');
  expect(keyText(secret, 'c.yaml')?.text).toBe('z: 3');
  expect(keyText(map, 'b.bin')).toBeUndefined();
});

test('a reference leads to its text only in its namespace', () => {
  const { objects: index } = modelOf(objects);
  const reference = { kind: 'ConfigMap', name: 'm', key: 'a.yaml' } as const;
  expect(referencedText(index, { ...reference, namespace: 'ns' })?.text).toBe('x: 1');
  expect(referencedText(index, { ...reference, namespace: 'other' })).toBeUndefined();
});

test.each([
  ['/etc/t/a.yaml', '[{name: v, mountPath: /etc/t/}]', '[{name: v, configMap: {name: m}}]', 'x: 1'],
  [
    '/etc/t/a.yaml',
    '[{name: v, mountPath: /etc/t}]',
    '[{name: v, secret: {secretName: s}}]',
    'y: 2',
  ],
  [
    '/etc/t.yaml',
    '[{name: v, mountPath: /etc/t.yaml, subPath: a.yaml}]',
    '[{name: v, configMap: {name: m}}]',
    'x: 1',
  ],
  [
    '/etc/t/q.yaml',
    '[{name: v, mountPath: /etc/t}]',
    '[{name: v, configMap: {name: m, items: [{key: a.yaml, path: q.yaml}]}}]',
    'x: 1',
  ],
  [
    '/etc/t/a.yaml',
    '[{name: v, mountPath: /etc/t}]',
    '[{name: v, projected: {sources: [{secret: {name: s}}]}}]',
    'y: 2',
  ],
  [
    '/etc/t/b.yaml',
    '[{name: v, mountPath: /etc/t}]',
    '[{name: v, configMap: {name: m}}]',
    'missing-key',
  ],
  [
    '/etc/t/b.bin',
    '[{name: v, mountPath: /etc/t}]',
    '[{name: v, configMap: {name: m}}]',
    'unknown',
  ],
  [
    '/etc/t/a.yaml',
    '[{name: v, mountPath: /etc/t}]',
    '[{name: v, configMap: {name: elsewhere}}]',
    'unknown',
  ],
  ['/etc/t/a.yaml', '[{name: v, mountPath: /etc/t}]', '[{name: v, emptyDir: {}}]', 'unknown'],
  [
    '/etc/tt/a.yaml',
    '[{name: v, mountPath: /etc/t}]',
    '[{name: v, configMap: {name: m}}]',
    'not-mounted',
  ],
])('%s under %s of %s is %s', (file, mounts, volumes, text) => {
  expect(find(file, mounts, volumes)).toBe(text);
});
