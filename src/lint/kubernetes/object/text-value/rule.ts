import { languageExports } from '../../../../upstream/instrumentation/languages.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import {
  at,
  list,
  own,
  record,
  scalarText,
  type UnknownRecord,
} from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Rule } from '../../../rule.ts';

const languages = Object.keys(languageExports);

/** A boolean, number or mapping where Kubernetes takes text alone: data of a ConfigMap or Secret, environment, arguments. */
export const textValue: Rule = {
  id: 'object/text-value',
  severity: 'error',
  rationale: 'the API server rejects the whole object when a string field has another type',
  source: 'Kubernetes api core/v1 types.go, ConfigMap, Secret, EnvVar and Container',
  ignoreWhen:
    'never for manifests that are applied as they are; only a tool that transforms them first, such as a template engine, can turn the value into a string',
  visit: () => ({
    *object({ kind, group, name, value }) {
      if (kind === 'OpenTelemetryCollector' && group === 'opentelemetry.io') {
        yield* ofEnvironment(value, ['spec', 'env']);
      }
      if (group !== '') return;
      for (const section of dataSections.get(kind) ?? []) {
        for (const [key, data] of Object.entries(record(value[section]))) {
          yield* problems([section, key], `${key} of ${kind} ${name}`, data);
        }
      }
    },
    *workload({ object, containers }) {
      for (const { value, path } of containers) {
        yield* ofEnvironment(object.value, [...path, 'env']);
        for (const section of ['command', 'args']) {
          for (const [index, word] of list(value[section]).entries()) {
            yield* problems([...path, section, index], `each of ${section}`, word);
          }
        }
      }
    },
    *instrumentation({ object }) {
      yield* ofEnvironment(object.value, ['spec', 'env']);
      for (const language of languages) {
        yield* ofEnvironment(object.value, ['spec', language, 'env']);
      }
    },
  }),
};

/** Sections of an object that hold text by key. */
const dataSections: ReadonlyMap<string, readonly string[]> = new Map([
  ['ConfigMap', ['data']],
  ['Secret', ['data', 'stringData']],
]);

/** Values in the environment that stands at a path of an object. */
function* ofEnvironment(value: UnknownRecord, path: Path): Iterable<Problem> {
  for (const [index, entry] of list(at(value, ...path)).entries()) {
    const what = `value of ${scalarText(own(entry, 'name'))}`;
    yield* problems([...path, index, 'value'], what, own(entry, 'value'));
  }
}

function* problems(path: Path, what: string, value: unknown): Iterable<Problem> {
  if (value === undefined || value === null || typeof value === 'string') return;
  const scalar = scalarText(value);
  const got = scalar ?? (Array.isArray(value) ? 'a list' : 'a mapping');
  const fix = scalar === undefined ? undefined : `"${scalar}"`;
  yield { path, message: `${what} must be a string in quotes, got ${got}`, fix };
}
