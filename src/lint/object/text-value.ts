import type { KubeObject } from '../../model/objects.ts';
import type { Workload } from '../../model/workloads.ts';
import { list, own, record, scalarText } from '../../upstream/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Finding, Rule } from '../rule.ts';

const example = (enabled: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: config-tracing
  namespace: tekton-pipelines
data:
  enabled: ${enabled}
  endpoint: https://otlp.example.com/v1/traces
`;

/** A boolean, number or mapping where Kubernetes takes text alone: data of a ConfigMap or Secret, environment, arguments. */
export const textValue: Rule = {
  id: 'object/text-value',
  severity: 'error',
  rationale: 'the API server refuses the whole object',
  source: 'Kubernetes api core/v1 types.go, ConfigMap, Secret, EnvVar and Container',
  wrong: example('true'),
  right: example('"true"'),
  *check({ objects, workloads }) {
    for (const object of objects.ofKind('ConfigMap', '')) yield* dataFindings(object, 'data');
    for (const object of objects.ofKind('Secret', '')) {
      yield* dataFindings(object, 'data');
      yield* dataFindings(object, 'stringData');
    }
    for (const workload of workloads) yield* containerFindings(workload);
  },
};

function* dataFindings(object: KubeObject, section: string): Iterable<Finding> {
  for (const [key, value] of Object.entries(record(object.value[section]))) {
    yield* finding(object, [section, key], `${key} of ${object.kind} ${object.name}`, value);
  }
}

function* containerFindings({ object, containers }: Workload): Iterable<Finding> {
  for (const { value, path } of containers) {
    for (const [index, entry] of list(value.env).entries()) {
      const at = [...path, 'env', index, 'value'];
      yield* finding(object, at, `value of ${scalarText(own(entry, 'name'))}`, own(entry, 'value'));
    }
    for (const section of ['command', 'args']) {
      for (const [index, word] of list(value[section]).entries()) {
        yield* finding(object, [...path, section, index], `each of ${section}`, word);
      }
    }
  }
}

function* finding(object: KubeObject, path: Path, what: string, value: unknown): Iterable<Finding> {
  if (value === undefined || value === null || typeof value === 'string') return;
  const scalar = scalarText(value);
  yield {
    object,
    path,
    message: `${what} must be text in quotes, got ${scalar ?? (Array.isArray(value) ? 'a list' : 'a mapping')}`,
    ...(scalar === undefined ? {} : { fix: `"${scalar}"` }),
  };
}
