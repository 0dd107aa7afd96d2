import type { CollectorConfig } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { isRecord, own, record } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';

const sections = ['receivers', 'processors', 'exporters', 'connectors', 'extensions', 'service'];
const serviceKeys = ['extensions', 'pipelines', 'telemetry'];
const pipelineKeys = ['receivers', 'processors', 'exporters'];

/** A key that a configuration, its `service` or one of its pipelines does not have. */
export const unknownSection: Rule = {
  id: 'collector/unknown-section',
  severity: 'error',
  rationale:
    'the operator drops such a key without a word, and a collector that is given one does not start',
  source:
    'opentelemetry-operator v0.158.0 apis/v1beta1/config.go; opentelemetry-collector v0.158.0 otelcol/config.go',
  *check({ collectors }) {
    for (const collector of collectors) {
      const { config } = collector;
      if (!config) continue;
      yield* unknownKeys(collector, config, [], sections, 'the configuration');
      if (isInSchema(collector)) continue;
      yield* unknownKeys(collector, config, ['service'], serviceKeys, 'service');
      for (const { id } of config.pipelines) {
        const path = ['service', 'pipelines', id];
        yield* unknownKeys(collector, config, path, pipelineKeys, `pipeline ${id}`);
      }
    }
  },
};

/** Whether the schema of the custom resource has the keys of `service` and its pipelines, so that they are checked with it. */
function isInSchema({ operated, configObject }: Collector): boolean {
  return operated && isRecord(own(configObject.value.spec, 'config'));
}

function* unknownKeys(
  { operated }: Collector,
  config: CollectorConfig,
  path: Path,
  known: readonly string[],
  what: string,
): Iterable<Finding> {
  const value = path.reduce<unknown>((inner, key) => own(inner, String(key)), config.value);
  for (const key of Object.keys(record(value))) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const location: Location = config.location(...path, key);
    const effect = operated ? 'the operator drops it' : 'the collector does not start';
    yield {
      ...location,
      message: `${what} has no key '${key}', only ${known.join(', ')}: ${effect}`,
      fix: near,
    };
  }
}
