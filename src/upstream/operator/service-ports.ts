import type { Problem } from '../values/problem.ts';

import { isRecord, list, number, own, text } from '../values/unknown.ts';
import { portNameProblem } from './names.ts';

/**
 * What is wrong with a list of Service ports that an operator's webhook checks.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, kubernetes core/v1 ServicePort.
 */
export function servicePortProblems(ports: unknown): Problem[] {
  const names = new Set<string>();
  const numbers = new Set<string>();
  return list(ports).flatMap((port, index) => {
    if (!isRecord(port)) return [];
    const problems: Problem[] = [];
    const add = (key: string, problem: string) => {
      problems.push({ path: [index, key], message: problem });
    };
    const name = text(own(port, 'name')) ?? '';
    const wrongName = portNameProblem(name);
    if (wrongName !== undefined) add('name', wrongName);
    else if (names.has(name)) add('name', `port names must differ, got '${name}' twice`);
    names.add(name);
    for (const key of ['port', 'targetPort', 'nodePort', 'hostPort']) {
      const value = number(own(port, key));
      if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= 65_535))
        continue;
      if (value === 0 && key === 'hostPort') continue;
      add(key, `${key} must be a whole number from 1 to 65535, got ${value}`);
    }
    const written = number(own(port, 'port'));
    if (written === undefined) return problems;
    const address = `${written}/${text(own(port, 'protocol')) ?? 'TCP'}`;
    if (numbers.has(address)) add('port', `ports must differ, got ${address} twice`);
    numbers.add(address);
    return problems;
  });
}
