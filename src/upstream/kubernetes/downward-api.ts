import { at, list, own } from '../values/unknown.ts';

/** Variable that has the address of the node in containers that the OpenTelemetry operator instruments (opentelemetry-operator#2769). */
export const nodeAddressVariable = 'OTEL_NODE_IP';

/** Whether a variable of a container has the address of the node. */
export function isNodeAddress(env: unknown, name: string): boolean {
  return list(env).some(
    (variable) =>
      own(variable, 'name') === name &&
      at(variable, 'valueFrom', 'fieldRef', 'fieldPath') === 'status.hostIP',
  );
}

/** Name of the variable that a host consists of, `$(NAME)`; undefined for any other host. */
export function hostVariable(host: string): string | undefined {
  return /^\$\(([^)]+)\)$/.exec(host)?.[1];
}
