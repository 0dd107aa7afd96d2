import { featureGates } from '../../upstream/otel-operator/network-policy.ts';
import { envVar } from '../kubernetes/workloads.ts';
import type { Operator } from './installed.ts';

/** Whether an OpenTelemetry operator leaves a feature gate off, or the manifests do not tell all that it is told of gates. */
export function mayLeaveOff(operator: Operator, gate: string): boolean {
  return toldGates(operator)?.includes(`-${gate}`) ?? true;
}

/** Whether one of the OpenTelemetry operators switches a feature gate on, or the manifests do not tell all that it is told of gates. */
export function maySwitchOn(operators: readonly Operator[], gate: string): boolean {
  return operators
    .filter(({ kind }) => kind === 'opentelemetry')
    .some(
      (operator) =>
        toldGates(operator)?.some((told) => told === gate || told === `+${gate}`) ?? true,
    );
}

/** What an operator is told of gates, each as it is written; undefined where the manifests do not tell all of it. */
function toldGates({ flags, container }: Operator): string[] | undefined {
  const variable = envVar(container.env, featureGates.variable);
  const hidden = variable ? variable.value === undefined : container.value.envFrom !== undefined;
  if (hidden) return undefined;
  return [
    ...flags.filter(({ name }) => name === featureGates.flag).map(({ value }) => value),
    variable?.value,
  ].flatMap(gatesOf);
}

function gatesOf(value = ''): string[] {
  return value.split(',').map((gate) => gate.trim());
}
