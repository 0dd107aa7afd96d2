import type { Api } from '../harness/api.ts';
import type { Checks } from '../harness/checks.ts';
import { configDifferences, differences } from '../harness/compare.ts';
import { at, isRecord, type KubeObject } from '../harness/objects.ts';
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
  const { config, ...spec } = sent.spec as Record<string, unknown>;
  const moved = new Set(MOVED.map(([old]) => old));
  const entries = Object.entries(spec).filter(([field]) => !moved.has(field));
  const same = { ...sent, spec: withoutUnset(Object.fromEntries(entries)) as object };
  const found: string[] = [];
  for (const apiVersion of [OLD, NEW]) {
    const read = await api.read({ ...sent, apiVersion });
    found.push(
      ...configDifferences(config, at(read, 'spec', 'config')),
      ...differences({ ...same, apiVersion }, read),
      ...MOVED.flatMap(([old, path]) => {
        const value = at(read, 'spec', ...path) ?? at(read, 'spec', old);
        return spec[old] === undefined || JSON.stringify(value) === JSON.stringify(spec[old])
          ? []
          : [`${old}: sent ${JSON.stringify(spec[old])}, read ${JSON.stringify(value)}`];
      }),
    );
  }
  return found;
}

/** A spec without what means the same as nothing, and is not stored. */
function withoutUnset(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([field, one]) => [field, withoutUnset(one)] as const);
  return Object.fromEntries(
    entries.filter(([, one]) => one !== false && one !== '' && !isEmpty(one)),
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
