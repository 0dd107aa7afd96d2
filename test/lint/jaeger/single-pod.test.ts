import { expect, test } from 'vitest';
import { singlePod } from '../../../src/lint/jaeger/single-pod/rule.ts';
import { check } from '../check.ts';
import { all } from './jaeger-of.ts';

const files = (volume: string) =>
  `[{name: SPAN_STORAGE_TYPE, value: badger}, {name: BADGER_EPHEMERAL, value: "false"}, {name: BADGER_DIRECTORY_KEY, value: /b/key}], volumeMounts: [{name: b, mountPath: /b}]}], volumes: [{name: b, ${volume}`;
const badger = files('persistentVolumeClaim: {claimName: b}');
const memory = '[{name: SPAN_STORAGE_TYPE, value: memory}]';
const running = (spec: string, env: string, component = 'all-in-one', kind = 'Deployment') =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: j, namespace: t}, spec: {${spec}template: {spec: {containers: [{name: jaeger, image: "jaegertracing/${component}:1.57.0", env: ${env}}]}}}}`;
const scaler =
  '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: t}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: j}, maxReplicas: 3}}';

test.each([
  [running('replicas: 2, ', memory), 'spec.replicas: jaeger must be one pod with storage memory'],
  [running('replicas: 3, ', '[]'), 'spec.replicas: jaeger must be one pod with storage memory'],
  [all(running('', memory), scaler), 'and an autoscaler makes more'],
  [
    running('replicas: 2, ', badger, 'all-in-one', 'StatefulSet'),
    'spec.replicas: jaeger must be one pod with storage badger',
  ],
  [running('', badger), "spec: jaeger keeps Badger's files, which one pod at a time can open"],
  [
    running('strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}, ', badger),
    "spec: jaeger keeps Badger's files",
  ],
])('storage in the pod is that of one pod (%#)', (yaml, message) => {
  expect(check(yaml, singlePod)).toEqual([expect.stringContaining(message)]);
});

test.each([
  running('replicas: 1, ', memory),
  running('replicas: 2, ', '[{name: SPAN_STORAGE_TYPE, value: elasticsearch}]'),
  running('replicas: 2, ', memory, 'jaeger-agent'),
  running('strategy: {type: Recreate}, ', badger),
  running('strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}, ', badger),
  running('', badger, 'all-in-one', 'StatefulSet'),
  running('', '[{name: SPAN_STORAGE_TYPE, value: badger}]'),
  // each pod has a folder of its own
  running('', files('emptyDir: {}')),
  running(
    'replicas: 2, ',
    '[{name: SPAN_STORAGE_TYPE, valueFrom: {configMapKeyRef: {name: c, key: k}}}]',
  ),
])('one pod, or storage elsewhere, is fine (%#)', (yaml) => {
  expect(check(yaml, singlePod)).toEqual([]);
});
