import { envVar } from '../../model/kubernetes/workloads.ts';
import type { Operator } from '../../model/operator/installed.ts';
import { featureGates } from '../../upstream/otel-operator/network-policy.ts';

/** Whether an OpenTelemetry operator leaves a feature gate off, or the manifests do not tell all that it is told of gates. */
export function mayLeaveOff({ flags, container }: Operator, gate: string): boolean {
  const variable = envVar(container.env, featureGates.variable);
  const hidden = variable ? variable.value === undefined : container.value.envFrom !== undefined;
  const told = [
    ...flags.filter(({ name }) => name === featureGates.flag).map(({ value }) => value),
    variable?.value,
  ];
  return hidden || told.some((value) => gatesOf(value).includes(`-${gate}`));
}

function gatesOf(value = ''): string[] {
  return value.split(',').map((gate) => gate.trim());
}
