import { portProblem } from '../values/port-number.ts';
import { type Problem, within } from '../values/problem.ts';
import { isRecord, list, number, own, text, type UnknownRecord } from '../values/unknown.ts';
import { portNameProblem } from './names.ts';

/**
 * What is wrong with a list of Service ports that an operator's webhook checks.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, kubernetes core/v1 ServicePort.
 */
export function servicePortProblems(ports: unknown): Problem[] {
  const seen = { names: new Set<string>(), addresses: new Set<string>() };
  return list(ports).flatMap((port, index) =>
    isRecord(port)
      ? [
          ...nameProblems(port, seen.names),
          ...numberProblems(port),
          ...addressProblems(port, seen.addresses),
        ].map((problem) => within([index], problem))
      : [],
  );
}

function nameProblems(port: UnknownRecord, seen: Set<string>): Problem[] {
  const name = text(own(port, 'name')) ?? '';
  const twice = seen.has(name) ? `port names must differ, got '${name}' twice` : undefined;
  const message = portNameProblem(name) ?? twice;
  seen.add(name);
  return message === undefined ? [] : [{ path: ['name'], message }];
}

function numberProblems(port: UnknownRecord): Problem[] {
  return ['port', 'targetPort', 'nodePort', 'hostPort'].flatMap((key) => {
    const value = number(own(port, key));
    // a host port of 0 is none
    if (value === undefined || (value === 0 && key === 'hostPort')) return [];
    const message = portProblem(key, value);
    return message === undefined ? [] : [{ path: [key], message }];
  });
}

function addressProblems(port: UnknownRecord, seen: Set<string>): Problem[] {
  const written = number(own(port, 'port'));
  if (written === undefined) return [];
  const address = `${written}/${text(own(port, 'protocol')) ?? 'TCP'}`;
  const message = `ports must differ, got ${address} twice`;
  const problems = seen.has(address) ? [{ path: ['port'], message }] : [];
  seen.add(address);
  return problems;
}
