import type { CollectorConfig } from '../../../model/collector/config.ts';
import { readScalers, scalingOf } from '../../../model/collector/scaling.ts';
import { usesOf } from '../../../model/jaeger/v2-storages.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Several pods of a Jaeger v2 whose storage is in the pod. */
export const v2Replicas: Rule = {
  id: 'jaeger/v2-replicas',
  severity: 'warning',
  rationale:
    'each pod stores only the spans that it received, and any one of the pods answers a query',
  ignoreWhen: 'whoever queries traces chooses the pod, as in a load test of each of them',
  source: 'jaeger v2.20.0 internal/storage/v2/memory, internal/storage/v1/badger',
  visit({ objects }) {
    const scalers = readScalers(objects);
    return {
      *collector(collector) {
        const { config, distribution, name } = collector;
        if (!config || distribution !== 'jaeger') return;
        const storage = localStorage(config);
        const scaling = storage && scalingOf(collector, scalers);
        if (!scaling) return;
        const { object, path, pods } = scaling;
        const message = `${name} must run one pod, because each pod has its own ${storage} storage, got ${pods}`;
        yield { object, path, message };
      },
    };
  },
};

/** Type of a storage in the pod that is both written to and read. */
function localStorage(config: CollectorConfig): string | undefined {
  const extension = config.component('extensions', 'jaeger_storage');
  for (const [name, backend] of Object.entries(record(own(extension?.settings, 'backends')))) {
    const uses = usesOf(config, 'backends', name);
    if (!uses.has('write') || !uses.has('read')) continue;
    const type = ['memory', 'badger'].find((one) => Object.hasOwn(record(backend), one));
    if (type !== undefined) return type;
  }
  return undefined;
}
