import { isAtLeast } from '../values/version.ts';
import { knownReceiverPorts } from './ports.ts';

/** First operator whose webhook fills in `0.0.0.0` as listen address of receivers it knows. */
export const listenAddressDefaultedSince = '0.110.0';

/** First operator whose webhook fills in `0.0.0.0:13133` for health_check. */
const healthCheckAddressDefaultedSince = '0.122.0';

/**
 * Whether the webhook of an operator writes `0.0.0.0` as listen address of a component that has none.
 *
 * Source: opentelemetry-operator v0.158.0 internal/components.
 */
export function writesListenAddress(kind: string, type: string, operatorVersion: string): boolean {
  if (type === 'health_check') return isAtLeast(operatorVersion, healthCheckAddressDefaultedSince);
  if (!isAtLeast(operatorVersion, listenAddressDefaultedSince)) return false;
  return kind === 'receivers'
    ? knownReceiverPorts(type, operatorVersion) !== undefined
    : type === 'jaeger_query';
}
