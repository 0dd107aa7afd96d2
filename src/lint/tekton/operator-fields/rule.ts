import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { tektonConfigMapName, tektonTracingKeys } from '../../../upstream/tekton/tracing.ts';
import { at, isRecord, record } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Tracing settings that the Tekton operator does not read, that it overwrites, or that another of its fields overrides. */
export const operatorFields: Rule = {
  id: 'tekton/operator-fields',
  severity: 'error',
  rationale:
    'the operator reads keys with a dot, lets options win over them, and writes config-tracing itself',
  source:
    'tektoncd/operator v0.81.1 tektonpipeline_types.go, transform.go and docs/TektonConfig.md',
  *check({ objects }) {
    const resources = [
      ...objects
        .ofKind('TektonConfig', 'operator.tekton.dev')
        .map((object) => ({ object, path: ['spec', 'pipeline'] })),
      ...objects
        .ofKind('TektonPipeline', 'operator.tekton.dev')
        .map((object) => ({ object, path: ['spec'] })),
    ];
    for (const { object, path } of resources) {
      yield* nested(object, path);
      yield* overridden(object, path);
    }
    if (resources.length === 0) return;
    for (const object of objects.ofKind('ConfigMap', '')) {
      if (object.name !== tektonConfigMapName || !hasSettings(object.value.data)) continue;
      yield {
        object,
        path: ['data'],
        severity: 'warning',
        message: `settings must stand in ${resources[0]?.object.kind} ${resources[0]?.object.name}, the Tekton operator writes ConfigMap ${object.name} itself`,
        fix: 'traces.enabled and traces.endpoint',
      };
    }
  },
};

function hasSettings(data: unknown): boolean {
  return tektonTracingKeys.some((key) => at(data, key) !== undefined);
}

function* nested(object: KubeObject, path: Path): Iterable<Finding> {
  for (const key of ['traces', 'tracing']) {
    const value = at(object.value, ...path, key);
    if (!isRecord(value)) continue;
    const inner = Object.keys(value).map((name) => `traces.${name}`);
    yield {
      object,
      path: [...path, key],
      message: `tracing settings must be keys with a dot, got a mapping under ${key}, which is dropped`,
      ...(inner.length > 0 ? { fix: inner.join(', ') } : {}),
    };
  }
  // TektonConfig has the settings one level further in
  if (object.kind !== 'TektonConfig') return;
  const spec = record(object.value.spec);
  for (const key of Object.keys(spec).filter((name) => name.startsWith('traces.'))) {
    const message = `${key} must stand under spec.pipeline, got it under spec`;
    yield { object, path: ['spec', key], message, fix: `spec.pipeline with ${key}` };
  }
}

function* overridden(object: KubeObject, path: Path): Iterable<Finding> {
  const options = [...path, 'options', 'configMaps', tektonConfigMapName, 'data'];
  const data = record(at(object.value, ...options));
  for (const key of tektonTracingKeys) {
    const typed = at(object.value, ...path, `traces.${key}`);
    if (typed === undefined || data[key] === undefined || String(typed) === String(data[key]))
      continue;
    const message = `traces.${key} has no effect beside options.configMaps.${tektonConfigMapName}, which says '${String(data[key])}'`;
    yield { object, path: [...path, `traces.${key}`], message, severity: 'warning' };
  }
}
