import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import {
  tektonOperatorGroup,
  tektonPipelinePaths,
  tektonTracesPrefix,
  tektonTracingOptions,
} from '../../../upstream/tekton/operator.ts';
import { tektonConfigMapName, tektonTracingKeys } from '../../../upstream/tekton/tracing.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { show } from '../../../upstream/values/shown.ts';
import { at, isRecord, record } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** Tracing settings that the Tekton operator does not read, that it overwrites, or that another of its fields overrides. */
export const operatorFields: Rule = {
  id: 'tekton/operator-fields',
  severity: 'error',
  rationale:
    'the Tekton operator reads these settings as keys with a dot, lets options override them, and writes config-tracing itself',
  source:
    'tektoncd/operator v0.81.1 tektonpipeline_types.go, transform.go and docs/TektonConfig.md',
  ignoreWhen:
    'the ConfigMap is for another cluster than the resource, where Tekton runs without its operator',
  visit({ objects }) {
    const [resource] = [...tektonPipelinePaths.keys()].flatMap((kind) =>
      objects.ofKind(kind, tektonOperatorGroup),
    );
    if (!resource) return {};
    return {
      *object(object) {
        const { kind, group, name } = object;
        const path = group === tektonOperatorGroup ? tektonPipelinePaths.get(kind) : undefined;
        if (path) {
          yield* nested(object, path);
          yield* overridden(object, path);
        }
        if (kind !== 'ConfigMap' || group !== '' || name !== tektonConfigMapName) return;
        if (tektonTracingKeys.every((key) => at(object.value, 'data', key) === undefined)) return;
        const message = `settings must stand in ${resource.kind} ${resource.name}, the Tekton operator writes ConfigMap ${name} itself`;
        const fix = `${tektonTracesPrefix}enabled and ${tektonTracesPrefix}endpoint`;
        yield { path: ['data'], severity: 'warning', message, fix };
      },
    };
  },
};

function* nested(object: KubeObject, path: Path): Iterable<Problem> {
  for (const key of ['traces', 'tracing']) {
    const value = at(object.value, ...path, key);
    if (!isRecord(value)) continue;
    const meant = Object.keys(value).map((name) => `${tektonTracesPrefix}${name}`);
    yield {
      path: [...path, key],
      message: `tracing settings must be keys with a dot, got a mapping under ${key}, which is dropped`,
      fix: meant.length > 0 ? meant.join(', ') : undefined,
    };
  }
  // TektonConfig has the settings one level further in
  if (object.kind !== 'TektonConfig') return;
  for (const key of Object.keys(record(object.value.spec))) {
    if (!key.startsWith(tektonTracesPrefix)) continue;
    const message = `${key} must stand under spec.pipeline, got it under spec`;
    yield { path: ['spec', key], message, fix: `spec.pipeline with ${key}` };
  }
}

function* overridden(object: KubeObject, path: Path): Iterable<Problem> {
  const data = record(at(object.value, ...path, ...tektonTracingOptions));
  for (const name of tektonTracingKeys) {
    const key = `${tektonTracesPrefix}${name}`;
    const [typed, said] = [at(object.value, ...path, key), data[name]];
    if (typed === undefined || said === undefined || show(typed) === show(said)) continue;
    const message = `${key} has no effect beside options.configMaps.${tektonConfigMapName}, which says ${show(said)}`;
    yield { path: [...path, key], message, severity: 'warning' };
  }
}
