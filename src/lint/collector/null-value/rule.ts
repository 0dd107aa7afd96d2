import type { Collector } from '../../../model/collector/instances.ts';
import { knownReceiverPorts } from '../../../upstream/otel-operator/ports.ts';
import { at, isRecord, own } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A null, or a missing list, that a release of the operator stumbles over. */
export const nullValue: Rule = {
  id: 'collector/null-value',
  severity: 'error',
  rationale:
    'some releases of the operator refuse a collector with receivers that are null, or pipelines without processors',
  source: 'opentelemetry-operator#3452 and #3081',
  *check({ collectors }) {
    for (const collector of collectors) {
      const { operated, operatorVersion, config } = collector;
      if (!operated || operatorVersion === undefined || !config) continue;
      yield* nullReceivers(collector, operatorVersion);
      yield* missingProcessors(collector, operatorVersion);
    }
  },
};

// the webhook fills in addresses from v0.110.0 on, and takes null since v0.118.0
function* nullReceivers({ config }: Collector, release: string): Iterable<Finding> {
  if (!config || !isAtLeast(release, '0.110.0') || isAtLeast(release, '0.118.0')) return;
  for (const component of config.components) {
    const { kind, id, type, object, path } = component;
    if (kind !== 'receivers' || own(config.value.receivers, id) !== null) continue;
    if (!knownReceiverPorts(type, release)?.single || !config.isEnabled(component)) continue;
    yield {
      object,
      path,
      message: `receiver ${id} must not be null, operator ${release} refuses that`,
      fix: `${id}: {}`,
    };
  }
}

// the schema wants a list until v0.104.0, and the operator writes null for a missing one
function* missingProcessors(
  { config, configObject }: Collector,
  release: string,
): Iterable<Finding> {
  const structured = isRecord(at(configObject.value, 'spec', 'config'));
  if (!config || !structured || isAtLeast(release, '0.104.0')) return;
  for (const { id, object, path } of config.pipelines) {
    if (at(config.value, 'service', 'pipelines', id, 'processors') !== undefined) continue;
    yield {
      object,
      path,
      message: `pipeline ${id} must have a list of processors, operator ${release} refuses one without`,
      fix: 'processors: []',
    };
  }
}
