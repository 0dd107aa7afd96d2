import { type Problem, within } from '../values/problem.ts';
import { isRecord, list, number, own, text, type UnknownRecord } from '../values/unknown.ts';
import { portNameProblem } from './names.ts';

const numberKeys = ['port', 'targetPort', 'nodePort', 'hostPort'];

/**
 * What is wrong with a list of Service ports that an operator's webhook checks.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, kubernetes core/v1 ServicePort.
 */
export function servicePortProblems(ports: unknown): Problem[] {
  const names = new Set<string>();
  const addresses = new Set<string>();
  return list(ports).flatMap((port, index) => {
    if (!isRecord(port)) return [];
    return [
      ...nameProblems(port, names),
      ...numberKeys.flatMap((key) => numberProblems(port, key)),
      ...addressProblems(port, addresses),
    ].map((problem) => within([index], problem));
  });
}

function nameProblems(port: UnknownRecord, names: Set<string>): Problem[] {
  const name = text(own(port, 'name')) ?? '';
  const twice = names.has(name) ? `port names must differ, got '${name}' twice` : undefined;
  names.add(name);
  const message = portNameProblem(name) ?? twice;
  return message === undefined ? [] : [{ path: ['name'], message }];
}

function numberProblems(port: UnknownRecord, key: string): Problem[] {
  const value = number(own(port, key));
  if (value === undefined || (value === 0 && key === 'hostPort')) return [];
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return [];
  return [{ path: [key], message: `${key} must be a whole number from 1 to 65535, got ${value}` }];
}

function addressProblems(port: UnknownRecord, addresses: Set<string>): Problem[] {
  const written = number(own(port, 'port'));
  if (written === undefined) return [];
  const address = `${written}/${text(own(port, 'protocol')) ?? 'TCP'}`;
  if (addresses.has(address)) {
    return [{ path: ['port'], message: `ports must differ, got ${address} twice` }];
  }
  addresses.add(address);
  return [];
}
