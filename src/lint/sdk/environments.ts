import { type EnvValue, readEnvironment } from '../../model/kubernetes/environment.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { EnvVar } from '../../model/kubernetes/workloads.ts';
import type { Model } from '../../model/model.ts';
import type { Finding, Visitor } from '../rule.ts';

/** Environment that an SDK finds. */
interface SdkEnvironment {
  readonly values: readonly EnvValue[];
  /** Whether all of it is known: no agent is injected beside it that brings settings of its own. */
  readonly whole: boolean;
  /** Whether it is that of an Instrumentation, for the agents of the operator. */
  readonly agents: boolean;
}

/** A visitor of environments with settings for an SDK: of containers, and of each language of an Instrumentation. */
export function environmentVisitor(
  { objects, injections }: Model,
  visit: (environment: SdkEnvironment) => Iterable<Finding>,
): Visitor {
  const injected = new Set(
    injections.flatMap(({ workload, injects, target }) =>
      workload && target && injects !== 'sidecar' ? [workload] : [],
    ),
  );
  return {
    *workload(workload) {
      const whole = !injected.has(workload);
      for (const container of workload.containers) {
        const values = readEnvironment(objects, workload.object, container);
        if (values.length > 0) yield* visit({ values, whole, agents: false });
      }
    },
    *instrumentation({ object, env, languages }) {
      const common = written(object, env);
      if (common.length > 0) yield* visit({ values: common, whole: false, agents: true });
      for (const language of languages) {
        const own = written(object, language.env);
        if (own.length === 0) continue;
        const names = new Set(own.map(({ name }) => name));
        const values = [...own, ...common.filter(({ name }) => !names.has(name))];
        yield* visit({ values, whole: false, agents: true });
      }
    },
  };
}

function written(object: KubeObject, env: readonly EnvVar[]): EnvValue[] {
  return env.flatMap(({ name, value, path }) =>
    value === undefined ? [] : [{ name, value, object, path: [...path, 'value'] }],
  );
}
