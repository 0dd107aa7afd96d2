import type { JaegerRole } from '../../../model/jaeger/roles.ts';
import { defaultMaxReplicas } from '../../../upstream/jaeger/objects.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, number } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Settings of an autoscaler that is not created, or that cannot scale. */
export const autoscale: Rule = {
  id: 'jaeger/autoscale',
  severity: 'warning',
  rationale:
    'with fixed replicas the operator creates no autoscaler, and without resource requests an autoscaler cannot compute utilization',
  source: 'jaeger-operator v1.65.0 pkg/deployment/autoscale.go',
  ignoreWhen:
    'the settings are kept for an overlay that removes the fixed replicas, or a LimitRange sets the requests. An autoscaler with minReplicas above maxReplicas: never, the API server rejects it',
  visit: () => ({
    *jaeger({ spec, roles }) {
      for (const role of roles) {
        if (role.name !== 'collector' && role.name !== 'ingester') continue;
        const problem = autoscaleProblem(role, spec);
        if (problem) yield problem;
      }
    },
  }),
};

function autoscaleProblem({ name, path, value }: JaegerRole, spec: unknown): Problem | undefined {
  const set = ['autoscale', 'minReplicas', 'maxReplicas'].filter(
    (field) => value[field] === true || number(value[field]) !== undefined,
  );
  const [field] = set;
  if (field === undefined) return undefined;
  const place = [...path, field];
  if (number(value.replicas) !== undefined) {
    return { path: place, message: `${name} has fixed replicas, so ${without(set)}` };
  }
  if (value.autoscale === false) {
    return { path: place, message: `${name} has autoscale false, so ${without(set)}` };
  }
  const [minimum, maximum] = [number(value.minReplicas), number(value.maxReplicas)];
  if (minimum !== undefined && minimum > (maximum ?? defaultMaxReplicas)) {
    return {
      path: [...path, 'minReplicas'],
      message: `minReplicas of ${name} must be at most maxReplicas, got ${minimum} and ${maximum ?? `the default of ${defaultMaxReplicas}`}`,
      severity: 'error',
    };
  }
  if (hasRequests(value) || hasRequests(spec)) return undefined;
  return {
    path: place,
    message: `the autoscaler of ${name} needs requests of cpu and memory, but its resources have none`,
  };
}

function hasRequests(part: unknown): boolean {
  // Kubernetes takes limits for requests where these are missing
  return ['requests', 'limits'].some((kind) =>
    ['cpu', 'memory'].some((resource) => at(part, 'resources', kind, resource) !== undefined),
  );
}

function without(fields: readonly string[]): string {
  return `${fields.join(' and ')} ${fields.length > 1 ? 'have' : 'has'} no effect`;
}
