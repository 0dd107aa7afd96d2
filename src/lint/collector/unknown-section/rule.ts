import type { CollectorConfig } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { pipelineKeys, sections, serviceKeys } from '../../../upstream/collector/sections.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { at, isRecord, own, record } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A key that a configuration, its `service` or one of its pipelines does not have. */
export const unknownSection: Rule = {
  id: 'collector/unknown-section',
  severity: 'error',
  rationale:
    'the operator silently drops an unknown top-level key, and a collector that reads it directly fails to start',
  source:
    'opentelemetry-operator v0.158.0 apis/v1beta1/config.go; opentelemetry-collector v0.158.0 otelcol/config.go',
  ignoreWhen:
    'the key only holds YAML anchors for the rest of the text, and the operator may drop it. In a file that the collector reads itself: never, it fails to start',
  visit: () => ({
    *collector(collector) {
      const { config } = collector;
      if (!config) return;
      yield* unknownKeys(collector, config, [], sections, 'the configuration');
      if (isInSchema(collector)) return;
      yield* unknownKeys(collector, config, ['service'], serviceKeys, 'service');
    },
    *pipeline({ id }, collector) {
      if (isInSchema(collector)) return;
      const path = ['service', 'pipelines', id];
      yield* unknownKeys(collector, collector.config, path, pipelineKeys, `pipeline ${id}`);
    },
  }),
};

/** Whether the schema of the custom resource has the keys of `service` and its pipelines, so that they are checked with it. */
function isInSchema({ operated, configObject }: Collector): boolean {
  return operated && isRecord(own(configObject.value.spec, 'config'));
}

function* unknownKeys(
  { operated }: Collector,
  config: CollectorConfig,
  path: readonly string[],
  known: readonly string[],
  what: string,
): Iterable<Finding> {
  for (const key of Object.keys(record(at(config.value, ...path)))) {
    if (known.includes(key)) continue;
    const effect = operated ? 'the operator drops it' : 'the collector does not start';
    yield {
      ...config.location(...path, key),
      message: `${what} has no key '${key}', only ${known.join(', ')}: ${effect}`,
      fix: nearest(key, known),
    };
  }
}
