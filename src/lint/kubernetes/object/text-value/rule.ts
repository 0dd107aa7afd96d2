import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import type { Workload } from '../../../../model/kubernetes/workloads.ts';
import { languageExports } from '../../../../upstream/instrumentation/languages.ts';
import { at, list, own, record, scalarText } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Finding, Rule } from '../../../rule.ts';

const languages = Object.keys(languageExports);

/** A boolean, number or mapping where Kubernetes takes text alone: data of a ConfigMap or Secret, environment, arguments. */
export const textValue: Rule = {
  id: 'object/text-value',
  severity: 'error',
  rationale: 'the API server refuses the whole object',
  source: 'Kubernetes api core/v1 types.go, ConfigMap, Secret, EnvVar and Container',
  *check({ objects, workloads }) {
    for (const object of objects.ofKind('ConfigMap', '')) yield* dataFindings(object, 'data');
    for (const object of objects.ofKind('Secret', '')) {
      yield* dataFindings(object, 'data');
      yield* dataFindings(object, 'stringData');
    }
    for (const workload of workloads) yield* containerFindings(workload);
    for (const object of objects.ofKind('OpenTelemetryCollector', 'opentelemetry.io')) {
      yield* envFindings(object, at(object.value, 'spec', 'env'), ['spec', 'env']);
    }
    for (const object of objects.ofKind('Instrumentation', 'opentelemetry.io')) {
      for (const path of [['spec'], ...languages.map((language) => ['spec', language])]) {
        yield* envFindings(object, at(object.value, ...path, 'env'), [...path, 'env']);
      }
    }
  },
};

function* dataFindings(object: KubeObject, section: string): Iterable<Finding> {
  for (const [key, value] of Object.entries(record(object.value[section]))) {
    yield* finding(object, [section, key], `${key} of ${object.kind} ${object.name}`, value);
  }
}

function* containerFindings({ object, containers }: Workload): Iterable<Finding> {
  for (const { value, path } of containers) {
    yield* envFindings(object, value.env, [...path, 'env']);
    for (const section of ['command', 'args']) {
      for (const [index, word] of list(value[section]).entries()) {
        yield* finding(object, [...path, section, index], `each of ${section}`, word);
      }
    }
  }
}

function* envFindings(object: KubeObject, env: unknown, path: Path): Iterable<Finding> {
  for (const [index, entry] of list(env).entries()) {
    const what = `value of ${scalarText(own(entry, 'name'))}`;
    yield* finding(object, [...path, index, 'value'], what, own(entry, 'value'));
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
