import type { Collector } from '../../../model/collector/instances.ts';
import { receiversWithProtocols } from '../../../upstream/collector/component-names.ts';
import { emptyProtocolsDefaultedSince } from '../../../upstream/otel-operator/ports.ts';
import { isRecord } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A receiver without a protocol. */
export const missingProtocol: Rule = {
  id: 'collector/missing-protocol',
  severity: 'error',
  rationale:
    'a receiver with several protocols needs at least one of them, or the collector fails to start',
  source:
    'opentelemetry-collector v0.158.0 receiver/otlpreceiver/config.go; opentelemetry-operator#4938',
  ignoreWhen:
    'the cluster runs a newer operator than the manifests show, and that one enables all protocols of such a receiver',
  visit: () => ({
    *component({ kind, id, type, settings }, collector) {
      if (kind !== 'receivers' || !receiversWithProtocols.includes(type)) return;
      if (fillsIn(collector) || !isEmpty(settings.protocols)) return;
      yield {
        path: ['protocols'],
        message: `receiver ${id} must have at least one of its protocols, got none`,
      };
    },
  }),
};

function isEmpty(protocols: unknown): boolean {
  if (protocols === undefined || protocols === null) return true;
  return isRecord(protocols) && Object.keys(protocols).length === 0;
}

/** Whether the operator opens all protocols then, or may do so. */
function fillsIn({ operated, operatorVersion }: Collector): boolean {
  if (!operated) return false;
  return operatorVersion === undefined || isAtLeast(operatorVersion, emptyProtocolsDefaultedSince);
}
