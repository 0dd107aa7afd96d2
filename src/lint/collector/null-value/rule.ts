import type { Collector } from '../../../model/collector/instances.ts';
import { v1beta1Since } from '../../../upstream/otel-operator/collector-names.ts';
import {
  refusesMissingProcessors,
  refusesNullReceiver,
} from '../../../upstream/otel-operator/null-values.ts';
import { nullReceiversSince } from '../../../upstream/otel-operator/ports.ts';
import { at, isRecord } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A null, or a missing list, that a release of the operator stumbles over. */
export const nullValue: Rule = {
  id: 'collector/null-value',
  severity: 'error',
  rationale:
    'some operator releases reject a collector with a receiver that is null, or with a pipeline that has no processors list',
  source: 'opentelemetry-operator#3452 and #3081',
  ignoreWhen:
    'the cluster runs a newer operator than the manifests show, one that accepts null as "use the defaults" again',
  since: `opentelemetry-operator ${v1beta1Since}`,
  until: `opentelemetry-operator ${nullReceiversSince}`,
  visit: () => ({
    *component(component, collector) {
      const release = releaseOf(collector);
      const { config } = collector;
      const { kind, id, type } = component;
      if (release === undefined || kind !== 'receivers' || !config.isEnabled(component)) return;
      if (config.written(component) !== null || !refusesNullReceiver(type, release)) return;
      yield {
        message: `receiver ${id} must not be null, operator ${release} rejects that`,
        fix: `${id}: {}`,
      };
    },
    *pipeline({ id }, collector) {
      const release = releaseOf(collector);
      const { config, configObject } = collector;
      if (release === undefined || !refusesMissingProcessors(release)) return;
      if (!isRecord(at(configObject.value, 'spec', 'config'))) return;
      if (at(config.value, 'service', 'pipelines', id, 'processors') !== undefined) return;
      yield {
        message: `pipeline ${id} must have a list of processors, operator ${release} rejects one without`,
        fix: 'processors: []',
      };
    },
  }),
};

/** Release of the operator that runs a collector. */
function releaseOf({ operated, operatorVersion }: Collector): string | undefined {
  return operated ? operatorVersion : undefined;
}
