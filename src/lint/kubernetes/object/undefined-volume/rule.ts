import { operatedIndexJobs } from '../../../../model/elasticsearch/index-jobs.ts';
import { type Jaeger, mergedVolumes } from '../../../../model/jaeger/instances.ts';
import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import {
  addedVolumes,
  configMapVolume,
} from '../../../../upstream/otel-operator/collector-names.ts';
import { nearest } from '../../../../upstream/values/nearest.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { at, list, own, text } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Rule } from '../../../rule.ts';

/** A mount of a volume that the pod does not have. */
export const undefinedVolume: Rule = {
  id: 'object/undefined-volume',
  severity: 'error',
  rationale: 'the API server rejects a pod template that mounts a volume which it does not define',
  source: 'kubernetes v1.27 pkg/apis/core/validation; jaeger-operator v1.65.0 pkg/util/util.go',
  ignoreWhen: 'a mutating webhook adds the volume before the API server checks the mounts',
  visit: () => ({
    *workload({ object, podSpec, containers }) {
      const names = [...namesIn(podSpec.volumes), ...claimsIn(object)];
      for (const { value, path } of containers) {
        yield* undefinedIn(value.volumeMounts, [...path, 'volumeMounts'], names);
      }
    },
    *collector({ object, operated }) {
      if (!operated) return;
      const spec = own(object.value, 'spec');
      const names = [
        ...namesIn(own(spec, 'volumes')),
        ...claimsIn(object),
        ...addedVolumes,
        ...namesIn(own(spec, 'configmaps')).map(configMapVolume),
      ];
      yield* undefinedIn(own(spec, 'volumeMounts'), ['spec', 'volumeMounts'], names);
    },
    jaeger: ofJaeger,
  }),
};

/** Each component has its own volumes and those of the instance. */
function* ofJaeger(jaeger: Jaeger): Iterable<Problem> {
  const parts = [
    ...jaeger.roles,
    ...operatedIndexJobs(jaeger).filter(({ kind }) => kind !== 'spark-dependencies'),
  ];
  const ofInstance = new Map<unknown, Problem>();
  for (const { path, value } of parts) {
    const names = namesIn(mergedVolumes(jaeger, value, 'volumes'));
    yield* undefinedIn(own(value, 'volumeMounts'), [...path, 'volumeMounts'], names);
    const mounts = own(jaeger.spec, 'volumeMounts');
    for (const problem of undefinedIn(mounts, ['spec', 'volumeMounts'], names)) {
      ofInstance.set(problem.path?.join(' '), problem);
    }
  }
  yield* ofInstance.values();
}

function namesIn(entries: unknown): string[] {
  return list(entries).flatMap((entry) => text(own(entry, 'name')) ?? []);
}

/** Volumes that a StatefulSet, or a collector of that mode, claims for each pod. */
function claimsIn({ value }: KubeObject): string[] {
  return list(at(value, 'spec', 'volumeClaimTemplates')).flatMap(
    (claim) => text(at(claim, 'metadata', 'name')) ?? [],
  );
}

/** Mounts at a path that name none of the volumes. */
function* undefinedIn(mounts: unknown, path: Path, names: readonly string[]): Iterable<Problem> {
  for (const [index, mount] of list(mounts).entries()) {
    const name = text(own(mount, 'name'));
    if (name === undefined || names.includes(name)) continue;
    const fix = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
    const message = `volumeMount names volume '${name}', which volumes do not define`;
    yield { path: [...path, index, 'name'], message, fix };
  }
}
