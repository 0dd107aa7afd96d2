import type { Problem } from '../values/problem.ts';
import { parseQuantity } from '../values/quantity.ts';
import { at, list, number, own, text } from '../values/unknown.ts';

/**
 * What is wrong with the replicas and the autoscaler of an OpenTelemetryCollector; paths are those in its spec.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, v0.88.0 apis/v1alpha1/collector_webhook.go.
 */
export function autoscalerProblems(spec: unknown): Problem[] {
  return [...replicaProblems(spec), ...behaviorProblems(spec), ...metricProblems(spec)];
}

type Place = readonly (string | number)[];

function refused(path: Place, message: string): Problem {
  return { path, message };
}

/** A bound as v1beta1 has it, or as v1alpha1 has it beside. */
function bound(spec: unknown, name: string): { value: number; path: Place } | undefined {
  for (const path of [['autoscaler', name], [name]]) {
    const value = number(at(spec, ...path));
    if (value !== undefined) return { value, path };
  }
  return undefined;
}

function replicaProblems(spec: unknown): Problem[] {
  const [least, most] = [bound(spec, 'minReplicas'), bound(spec, 'maxReplicas')];
  const replicas = number(own(spec, 'replicas'));
  const problems = [least, most].flatMap((limit) =>
    limit && limit.value < 1
      ? [refused(limit.path, `${limit.path.at(-1)} must be at least 1, got ${limit.value}`)]
      : [],
  );
  if (problems.length > 0) return problems;
  if (!most) {
    return least ? [refused(least.path, 'minReplicas must come with maxReplicas, got none')] : [];
  }
  if (least && least.value > most.value) {
    problems.push(
      refused(
        least.path,
        `minReplicas must be at most maxReplicas, got ${least.value} and ${most.value}`,
      ),
    );
  }
  if (replicas !== undefined && replicas > most.value) {
    problems.push(
      refused(
        ['replicas'],
        `replicas must be at most maxReplicas, got ${replicas} and ${most.value}`,
      ),
    );
  }
  return problems;
}

function behaviorProblems(spec: unknown): Problem[] {
  const problems = ['scaleUp', 'scaleDown'].flatMap((direction) => {
    const path = ['autoscaler', 'behavior', direction, 'stabilizationWindowSeconds'];
    const seconds = number(at(spec, ...path));
    return seconds === undefined || (seconds >= 0 && seconds <= 3600)
      ? []
      : [refused(path, `stabilizationWindowSeconds must be from 0 to 3600, got ${seconds}`)];
  });
  for (const name of ['targetCPUUtilization', 'targetMemoryUtilization']) {
    const path = ['autoscaler', name];
    const percentage = number(at(spec, ...path));
    if (percentage !== undefined && percentage < 1) {
      problems.push(refused(path, `${name} must be a percentage of at least 1, got ${percentage}`));
    }
  }
  return problems;
}

function metricProblems(spec: unknown): Problem[] {
  return list(at(spec, 'autoscaler', 'metrics')).flatMap((metric, index) => {
    const path = ['autoscaler', 'metrics', index];
    const type = text(own(metric, 'type')) ?? '';
    if (type === 'Pods') return targetProblems(metric, [...path, 'pods', 'target']);
    return [refused([...path, 'type'], `type of an autoscaler metric must be Pods, got '${type}'`)];
  });
}

function targetProblems(metric: unknown, path: Place): Problem[] {
  const target = at(metric, 'pods', 'target');
  const type = text(own(target, 'type')) ?? '';
  if (type !== 'AverageValue' && type !== 'Value') {
    return [
      refused([...path, 'type'], `type of a target must be AverageValue or Value, got '${type}'`),
    ];
  }
  const key = type === 'Value' ? 'value' : 'averageValue';
  const written = own(target, key);
  return isPositive(written)
    ? []
    : [refused([...path, key], `${key} must be more than 0, got '${written ?? ''}'`)];
}

function isPositive(quantity: unknown): boolean {
  const amount =
    typeof quantity === 'string' || typeof quantity === 'number'
      ? parseQuantity(quantity)
      : undefined;
  return amount !== undefined && amount > 0;
}
