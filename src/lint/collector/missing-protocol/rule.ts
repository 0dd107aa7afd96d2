import type { Collector } from '../../../model/collector/instances.ts';
import { emptyProtocolsDefaultedSince } from '../../../upstream/otel-operator/ports.ts';
import { isRecord } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A receiver without a protocol. */
export const missingProtocol: Rule = {
  id: 'collector/missing-protocol',
  severity: 'error',
  rationale:
    'a receiver that speaks several protocols needs at least one of them, or the collector does not start',
  source:
    'opentelemetry-collector v0.158.0 receiver/otlpreceiver/config.go; opentelemetry-operator#4938',
  *check({ collectors }) {
    for (const collector of collectors) {
      if (fillsIn(collector)) continue;
      for (const { kind, id, type, settings, object, path } of collector.config?.components ?? []) {
        if (kind !== 'receivers' || !['otlp', 'jaeger'].includes(type)) continue;
        const { protocols } = settings;
        if (protocols !== undefined && protocols !== null && !isRecord(protocols)) continue;
        if (isRecord(protocols) && Object.keys(protocols).length > 0) continue;
        yield {
          object,
          path: [...path, 'protocols'],
          message: `receiver ${id} must have at least one of its protocols, got none`,
        };
      }
    }
  },
};

/** Whether the operator opens all protocols then, or may do so. */
function fillsIn({ operated, operatorVersion }: Collector): boolean {
  if (!operated) return false;
  return operatorVersion === undefined || isAtLeast(operatorVersion, emptyProtocolsDefaultedSince);
}
