import type { Api } from '../harness/api.ts';
import type { Checks } from '../harness/checks.ts';
import { configDifferences, differences } from '../harness/compare.ts';
import { at, type KubeObject } from '../harness/objects.ts';
import type { OperatedStack } from './operated.ts';

const OLD = 'opentelemetry.io/v1alpha1';
const NEW = 'opentelemetry.io/v1beta1';

/** Fields that stand elsewhere in v1beta1. */
const MOVED: readonly (readonly [old: string, current: readonly string[]])[] = [
  ['minReplicas', ['autoscaler', 'minReplicas']],
  ['maxReplicas', ['autoscaler', 'maxReplicas']],
  ['updateStrategy', ['daemonSetUpdateStrategy']],
];

/** A collector that was applied as v1alpha1 is read back as v1beta1 with the same meaning, and as v1alpha1 again. */
export async function checkConversion(
  checks: Checks,
  { stack, cluster, model }: OperatedStack,
): Promise<void> {
  for (const { name, object } of model.collectors) {
    if (object.apiVersion !== OLD) continue;
    await checks.check(
      'operators',
      `${stack.name}: ${name} is read back in both versions`,
      async () => {
        const sent = object.value as unknown as KubeObject;
        const wrong = await conversionDifferences(cluster.api, sent);
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
      },
    );
  }
}

/** What of a collector that was sent as v1alpha1 is not in it, or has another meaning, when it is read in either version. */
export async function conversionDifferences(api: Api, sent: KubeObject): Promise<string[]> {
  const current = await api.read({ ...sent, apiVersion: NEW });
  const { config, ...spec } = sent.spec as Record<string, unknown>;
  const moved = new Set(MOVED.map(([old]) => old));
  const same = Object.entries(spec).filter(([field]) => !moved.has(field));
  return [
    ...configDifferences(config, at(current, 'spec', 'config')),
    ...differences({ ...sent, apiVersion: NEW, spec: Object.fromEntries(same) }, current),
    ...MOVED.flatMap(([old, path]) => {
      const found = at(current, 'spec', ...path);
      return spec[old] === undefined || JSON.stringify(found) === JSON.stringify(spec[old])
        ? []
        : [`${old}: sent ${JSON.stringify(spec[old])}, read ${JSON.stringify(found)}`];
    }),
    ...differences(sent, await api.read(sent)),
  ];
}
