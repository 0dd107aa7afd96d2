import { jaegerNames } from '../../../upstream/jaeger/names.ts';
import { collectorNames } from '../../../upstream/otel-operator/collector-names.ts';
import type { Rule } from '../../rule.ts';

/** A collector of which its operator makes the names that the other operator makes of a Jaeger. */
export const nameCollision: Rule = {
  id: 'jaeger/name-collision',
  severity: 'error',
  rationale:
    "two owners overwrite each other's object, so the Service leads to either of them in turn",
  source: 'jaeger-operator v1.51.0 pkg/service; opentelemetry-operator v0.158.0 internal/naming',
  ignoreWhen:
    'the two never exist at once, as in a migration that deletes the Jaeger before the collector of that name is applied',
  visit({ collectors }) {
    const owners = new Map(
      collectors
        .filter(({ operated, mode }) => operated && mode !== 'sidecar')
        .map((item) => [`${item.namespace}\n${collectorNames(item.name).service}`, item.object]),
    );
    return {
      *jaeger({ name, namespace }) {
        const { collectorService } = jaegerNames(name);
        const object = owners.get(`${namespace}\n${collectorService}`);
        if (!object || name === '') return;
        yield {
          object,
          path: ['metadata', 'name'],
          message: `OpenTelemetryCollector and Jaeger ${name} both get a Service ${collectorService} in namespace ${namespace}`,
        };
      },
    };
  },
};
