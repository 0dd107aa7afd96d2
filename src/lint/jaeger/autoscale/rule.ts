import type { Jaeger, JaegerRole } from '../../../model/jaeger/instances.ts';
import { at, number } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Settings of an autoscaler that is not created, or that cannot scale. */
export const autoscale: Rule = {
  id: 'jaeger/autoscale',
  severity: 'warning',
  rationale:
    'fixed replicas keep the operator from making an autoscaler, and without resource requests an autoscaler has nothing to go by',
  source: 'jaeger-operator v1.65.0 pkg/deployment/autoscale.go',
  *check({ jaegers }) {
    for (const jaeger of jaegers) {
      for (const role of jaeger.roles) {
        if (role.name === 'collector' || role.name === 'ingester')
          yield* roleFindings(jaeger, role);
      }
    }
  },
};

function* roleFindings(
  { object, spec }: Jaeger,
  { name, path, value }: JaegerRole,
): Iterable<Finding> {
  const set = ['autoscale', 'minReplicas', 'maxReplicas'].filter(
    (field) => value[field] === true || number(value[field]) !== undefined,
  );
  const [field] = set;
  if (field === undefined) return;
  const [minimum, maximum] = [number(value.minReplicas), number(value.maxReplicas)];
  const at1 = (key: string) => ({ object, path: [...path, key] });
  if (number(value.replicas) !== undefined) {
    yield {
      ...at1(field),
      message: `${name} has fixed replicas, so ${without(set)}`,
    };
  } else if (value.autoscale === false) {
    yield {
      ...at1(field),
      message: `${name} has autoscale false, so ${without(set)}`,
    };
  } else if (minimum !== undefined && minimum > (maximum ?? 100)) {
    yield {
      ...at1('minReplicas'),
      message: `minReplicas of ${name} must be at most maxReplicas, got ${minimum} and ${maximum ?? 'the default of 100'}`,
      severity: 'error',
    };
  } else if (!hasRequests(value) && !hasRequests(spec)) {
    yield {
      ...at1(field),
      message: `the autoscaler of ${name} goes by requested cpu and memory, but its resources request none`,
    };
  }
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
