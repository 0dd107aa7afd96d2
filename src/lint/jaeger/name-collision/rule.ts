import { jaegerNames } from '../../../upstream/jaeger/names.ts';
import { collectorNames } from '../../../upstream/otel-operator/collector-names.ts';
import type { Rule } from '../../rule.ts';

/** A collector of which its operator makes the names that the other operator makes of a Jaeger. */
export const nameCollision: Rule = {
  id: 'jaeger/name-collision',
  severity: 'error',
  rationale:
    'two owners overwrite each other, and the Service leads now to one and now to the other',
  source: 'jaeger-operator v1.51.0 pkg/service; opentelemetry-operator v0.158.0 internal/naming',
  *check({ jaegers, collectors }) {
    const services = new Map(
      collectors
        .filter(({ operated, mode }) => operated && mode !== 'sidecar')
        .map((item) => [`${item.namespace}\n${collectorNames(item.name).service}`, item]),
    );
    for (const instance of jaegers) {
      const { collectorService } = jaegerNames(instance.name);
      const other = services.get(`${instance.namespace}\n${collectorService}`);
      if (other && instance.name !== '') {
        yield {
          object: other.object,
          path: ['metadata', 'name'],
          message: `OpenTelemetryCollector and Jaeger ${instance.name} both make a Service ${collectorService} in namespace ${instance.namespace}`,
        };
      }
    }
  },
};
