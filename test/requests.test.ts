import { expect, test } from 'vitest';
import { objectName } from '../src/model/kubernetes/objects.ts';
import type { MadePods } from '../src/model/kubernetes/pods.ts';
import { at, list } from '../src/upstream/values/unknown.ts';
import { modelOf } from './stack-model.ts';
import { stacks } from './stacks.ts';

/** Pods that request nothing, by stack and object, with the reason. */
const exceptions: readonly (readonly [stack: RegExp, object: RegExp, reason: string])[] = [
  [/^article$/, /^(Jaeger|OpenTelemetryCollector)\//, 'as the article has it'],
  [/^(applications|secured|sidecar)$/, /\/shop\//, "the user's own application"],
];

/** Each `resources` that containers of pods get, as far as the manifests have a word on them. */
function resourcesOf({ object, part, workload }: MadePods): unknown[] {
  const { spec } = object.value;
  if (workload) {
    const { containers, initContainers } = workload.podSpec;
    return [...list(containers), ...list(initContainers)].map((one) => at(one, 'resources'));
  }
  if (object.kind !== 'Jaeger') {
    return [
      part === 'targetallocator' ? at(spec, 'targetAllocator', 'resources') : at(spec, 'resources'),
    ];
  }
  // what the whole Jaeger says reaches the jobs, of which each has a place of its own under the storage
  const own = at(spec, `${part}`, 'resources') ?? at(spec, 'storage', `${part}`, 'resources');
  return [own ?? at(spec, 'resources')];
}

const isException = (stack: string, { object }: MadePods) =>
  exceptions.some(([where, what]) => where.test(stack) && what.test(objectName(object)));

test.each(Object.keys(stacks))(
  'every pod of the %s stack requests CPU and memory, save for the exceptions',
  async (stack) => {
    const { pods } = await modelOf(stack);
    expect(pods.length).toBeGreaterThan(0);
    for (const one of pods) {
      const resources = resourcesOf(one);
      const requested = resources.every(
        (each) =>
          at(each, 'requests', 'cpu') !== undefined && at(each, 'requests', 'memory') !== undefined,
      );
      // an exception that is none is stale
      expect([objectName(one.object), one.part, resources.length > 0 && requested]).toEqual([
        objectName(one.object),
        one.part,
        !isException(stack, one),
      ]);
    }
  },
);
