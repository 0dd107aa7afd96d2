import { isAtLeast } from '../values/version.ts';
import { listenAddressDefaultedSince } from './listen-address.ts';
import { knownReceiverPorts, nullReceiversSince } from './ports.ts';

/**
 * Whether an operator refuses a collector with a receiver of which nothing is written but its id: those that fill in its listen
 * address, and have not learnt yet that there may be no mapping to write it into (opentelemetry-operator#3452).
 *
 * @param type - type of the receiver, `zipkin`
 */
export function refusesNullReceiver(type: string, operatorVersion: string): boolean {
  return (
    isAtLeast(operatorVersion, listenAddressDefaultedSince) &&
    !isAtLeast(operatorVersion, nullReceiversSince) &&
    knownReceiverPorts(type, operatorVersion)?.single !== undefined
  );
}

/** First operator whose schema takes a pipeline without processors for one that has none (opentelemetry-operator#3081). */
const processorsOptionalSince = '0.104.0';

/**
 * Whether an operator refuses a collector with a pipeline that has no list of processors: it writes null for what is missing,
 * and its schema wants a list.
 */
export function refusesMissingProcessors(operatorVersion: string): boolean {
  return !isAtLeast(operatorVersion, processorsOptionalSince);
}
