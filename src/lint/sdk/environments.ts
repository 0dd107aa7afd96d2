import { type EnvValue, readEnvironment } from '../../model/kubernetes/environment.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { EnvVar } from '../../model/kubernetes/workloads.ts';
import type { Model } from '../../model/model.ts';

/** Environment that an SDK finds. */
export interface SdkEnvironment {
  readonly values: readonly EnvValue[];
  /** Whether all of it is known: no agent is injected beside it that brings settings of its own. */
  readonly whole: boolean;
  /** Whether it is that of an Instrumentation, for the agents of the operator. */
  readonly agents: boolean;
}

/** Environments with settings for an SDK: of containers, and of each language of an Instrumentation. */
export function* sdkEnvironments(model: Model): Generator<SdkEnvironment> {
  const { objects, workloads, instrumentations, injections } = model;
  const injected = new Set(
    injections.flatMap(({ workload, injects, target }) =>
      workload && target && injects !== 'sidecar' ? [workload] : [],
    ),
  );
  for (const workload of workloads) {
    for (const container of workload.containers) {
      const values = readEnvironment(objects, workload.object, container);
      if (values.length === 0) continue;
      yield { values, whole: !injected.has(workload), agents: false };
    }
  }
  for (const { object, env, languages } of instrumentations) {
    const common = written(object, env);
    if (common.length > 0) yield { values: common, whole: false, agents: true };
    for (const language of languages) {
      const own = written(object, language.env);
      const names = new Set(own.map(({ name }) => name));
      if (own.length === 0) continue;
      const values = [...own, ...common.filter(({ name }) => !names.has(name))];
      yield { values, whole: false, agents: true };
    }
  }
}

function written(object: KubeObject, env: readonly EnvVar[]): EnvValue[] {
  return env.flatMap(({ name, value, path }) =>
    value === undefined ? [] : [{ name, value, object, path: [...path, 'value'] }],
  );
}

/** A filter that lets every place through once: containers share ConfigMaps, languages the common environment. */
export function once(): (value: EnvValue) => boolean {
  const told = new Set<string>();
  return ({ object, path }) => {
    const key = `${object.order}\n${path.join('\n')}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  };
}
