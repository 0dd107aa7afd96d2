import { operatedIndexJobs } from '../../../../model/elasticsearch/index-jobs.ts';
import { type Jaeger, mergedVolumes } from '../../../../model/jaeger/instances.ts';
import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import { nearest } from '../../../../upstream/values/nearest.ts';
import { list, own, text } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A mount of a volume that the pod does not have. */
export const undefinedVolume: Rule = {
  id: 'object/undefined-volume',
  severity: 'error',
  rationale: 'the API server refuses a pod template that mounts a volume which it does not define',
  source: 'kubernetes v1.27 pkg/apis/core/validation; jaeger-operator v1.65.0 pkg/util/util.go',
  *check(model) {
    yield* ofWorkloads(model);
    yield* ofCollectors(model);
    for (const jaeger of model.jaegers) yield* ofJaeger(jaeger);
  },
};

function* ofWorkloads({ workloads }: Model): Iterable<Finding> {
  for (const { object, podSpec, containers } of workloads) {
    const names = [
      ...namesIn(podSpec.volumes),
      ...list(own(own(object.value, 'spec'), 'volumeClaimTemplates')).flatMap(
        (claim) => text(own(own(claim, 'metadata'), 'name')) ?? [],
      ),
    ];
    for (const { value, path } of containers) {
      yield* mountFindings(object, value.volumeMounts, [...path, 'volumeMounts'], names);
    }
  }
}

function* ofCollectors({ collectors }: Model): Iterable<Finding> {
  for (const { object, operated } of collectors) {
    if (!operated) continue;
    const spec = own(object.value, 'spec');
    const claims = list(own(spec, 'volumeClaimTemplates')).flatMap(
      (claim) => text(own(own(claim, 'metadata'), 'name')) ?? [],
    );
    // the volumes that the operator adds
    const names = [...namesIn(own(spec, 'volumes')), ...claims, 'otc-internal', 'ta-internal'];
    const configMaps = list(own(spec, 'configmaps')).map(
      (entry) => `configmap-${own(entry, 'name')}`,
    );
    const path = ['spec', 'volumeMounts'];
    yield* mountFindings(object, own(spec, 'volumeMounts'), path, [...names, ...configMaps]);
  }
}

/** Each component has its own volumes and those of the instance. */
function* ofJaeger(jaeger: Jaeger): Iterable<Finding> {
  const { object, spec, roles } = jaeger;
  const parts: [Path, unknown][] = [
    ...roles.map(({ path, value }): [Path, unknown] => [path, value]),
    ...operatedIndexJobs(jaeger)
      .filter(({ kind }) => kind !== 'spark-dependencies')
      .map(({ path, value }): [Path, unknown] => [path, value]),
  ];
  const ofInstance = new Map<unknown, Finding>();
  for (const [path, value] of parts) {
    const names = namesIn(mergedVolumes(jaeger, value, 'volumes'));
    yield* mountFindings(object, own(value, 'volumeMounts'), [...path, 'volumeMounts'], names);
    const mounts = own(spec, 'volumeMounts');
    for (const finding of mountFindings(object, mounts, ['spec', 'volumeMounts'], names)) {
      ofInstance.set(finding.path.join(' '), finding);
    }
  }
  yield* ofInstance.values();
}

function namesIn(volumes: unknown): string[] {
  return list(volumes).flatMap((volume) => text(own(volume, 'name')) ?? []);
}

function* mountFindings(
  object: KubeObject,
  mounts: unknown,
  path: Path,
  names: readonly string[],
): Iterable<Finding> {
  for (const [index, mount] of list(mounts).entries()) {
    const name = text(own(mount, 'name'));
    if (name === undefined || names.includes(name)) continue;
    const meant = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
    yield {
      object,
      path: [...path, index, 'name'],
      message: `volumeMount names volume '${name}', which volumes do not define`,
      fix: meant,
    };
  }
}
