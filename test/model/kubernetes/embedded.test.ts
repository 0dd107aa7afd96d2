import { expect, test } from 'vitest';
import { locate, readEmbedded } from '../../../src/model/kubernetes/embedded.ts';
import { readObjects } from '../../../src/model/kubernetes/objects.ts';
import { modelOf } from '../model-of.ts';

const yaml = `kind: ConfigMap
metadata:
  name: a
data:
  block.yaml: |
    top:
      - x: 1
        b: 2
  quoted.yaml: "top: {x: 1}"
  folded.yaml: >-
    top:
      x: 1
  args:
    - --flag=a
    - |
      --tracing.config=type: OTLP
      config:
        endpoint: otel:4317
    - '{"type": "OTLP"}'
  broken: "a: ["
`;

function place(...path: (string | number)[]): string {
  const [object] = modelOf(yaml).objects.all;
  const { line, column } = (object && locate({ object, path })) ?? {};
  return `${line}:${column}`;
}

test('places in a block of YAML are exact', () => {
  expect(place('data', 'block.yaml', 'top')).toBe('6:5');
  expect(place('data', 'block.yaml', 'top', 0, 'b')).toBe('8:9');
});

test('places behind a flag are exact', () => {
  expect(place('data', 'args', 1, 'type')).toBe('16:24');
  expect(place('data', 'args', 1, 'config', 'endpoint')).toBe('18:9');
  expect(place('data', 'args', 2, 'type')).toBe('19:9');
});

test('places are exact in and behind brackets that are closed at the column of their key', () => {
  const [object] = modelOf(`kind: ConfigMap
metadata: {
  name: a
}
data:
  block.yaml: |
    policies: [
      {name: a},
      {name: b}
    ]
    other: 1
`).objects.all;
  const at = (...path: (string | number)[]) =>
    object && locate({ object, path: ['data', 'block.yaml', ...path] });
  expect(at('policies', 1, 'name')).toEqual({ line: 9, column: 8 });
  expect(at('other')).toEqual({ line: 11, column: 5 });
});

test('places in one quoted line are exact, in folded text the start of the text', () => {
  expect(place('data', 'quoted.yaml', 'top', 'x')).toBe('9:23');
  expect(place('data', 'folded.yaml', 'top', 'x')).toBe('11:1');
});

test('what does not exist is where the nearest thing around it is', () => {
  expect(place('data', 'block.yaml', 'top', 0, 'z', 'q')).toBe('7:9');
  expect(place('data', 'nothing', 'here')).toBe('4:1');
  expect(place('data', 'broken', 'a')).toBe('20:3');
  expect(place('spec')).toBe('1:1');
});

test('objects of programs stand nowhere', () => {
  const [object] = readObjects([{ value: { kind: 'A' } }]).all;
  expect(object && locate({ object, path: ['kind'] })).toBeUndefined();
});

test('broken YAML tells line and column', () => {
  const { problem } = readEmbedded('top:\n  - x: 1\n  y: 2\n');
  expect(problem).toMatchObject({ line: 3, column: 3 });
});

test('an empty text is null, JSON is YAML', () => {
  expect(readEmbedded('').value).toBeNull();
  expect(readEmbedded('{"a": [1]}').value).toEqual({ a: [1] });
});
