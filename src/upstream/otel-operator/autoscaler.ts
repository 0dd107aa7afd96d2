import { type Problem, within } from '../values/problem.ts';
import { parseQuantity } from '../values/quantity.ts';
import { at, list, number, own, record, text } from '../values/unknown.ts';

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
    if (type !== 'Pods') {
      const message = `type of an autoscaler metric must be Pods, got '${type}'`;
      return [refused([...path, 'type'], message)];
    }
    const problem = targetProblem(at(metric, 'pods', 'target'));
    return problem ? [within([...path, 'pods', 'target'], problem)] : [];
  });
}

const targetFields: ReadonlyMap<string, string> = new Map([
  ['AverageValue', 'averageValue'],
  ['Value', 'value'],
]);

function targetProblem(target: unknown): Problem | undefined {
  const type = text(own(target, 'type')) ?? '';
  const field = targetFields.get(type);
  if (field === undefined) {
    return refused(['type'], `type of a target must be AverageValue or Value, got '${type}'`);
  }
  const written = own(target, field);
  const amount =
    typeof written === 'string' || typeof written === 'number' ? parseQuantity(written) : undefined;
  if (amount !== undefined && amount > 0) return undefined;
  return refused([field], `${field} must be more than 0, got '${written ?? ''}'`);
}

/** Targets of an autoscaler, in percent of what is requested. */
interface Targets {
  readonly targetCPUUtilization?: unknown;
  readonly targetMemoryUtilization?: unknown;
}

/**
 * Compute resources whose use an autoscaler goes by: CPU where it is not told, which the operator sets a target for.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go.
 */
export function scaledBy({ targetCPUUtilization: cpu, targetMemoryUtilization: memory }: Targets) {
  return [
    ...((cpu ?? undefined) === undefined && (memory ?? undefined) !== undefined ? [] : ['cpu']),
    ...((memory ?? undefined) === undefined ? [] : ['memory']),
  ];
}

/** What the autoscaler of an OpenTelemetryCollector goes by and a container of its pods does not request; paths are those in its spec. */
export function unrequested(spec: unknown): Problem[] {
  const most = bound(spec, 'maxReplicas');
  if (!most) return [];
  const containers = [
    { name: 'the collector', container: spec },
    ...list(own(spec, 'additionalContainers')).map((container) => ({
      name: `container ${text(own(container, 'name')) ?? ''}`,
      container,
    })),
  ];
  return scaledBy(record(own(spec, 'autoscaler'))).flatMap((resource) =>
    containers.flatMap(({ name, container }) =>
      requests(container, resource)
        ? []
        : [
            {
              path: most.path,
              message: `the autoscaler needs requests of ${resource}, but ${name} has none: it scales nothing`,
            },
          ],
    ),
  );
}

/**
 * What a HorizontalPodAutoscaler goes by and a container of the pods does not request; paths are those in its spec. A sum of what
 * containers request is known only with that of each of them.
 *
 * Source: kubernetes v1.36.0 pkg/controller/podautoscaler/replica_calculator.go, calculatePodRequests.
 */
export function unrequestedOf(autoscaler: unknown, podSpec: unknown): Problem[] {
  const old = number(own(autoscaler, 'targetCPUUtilizationPercentage'));
  const told = list(own(autoscaler, 'metrics')).flatMap((metric, index) => {
    const resource = text(at(metric, 'resource', 'name'));
    const type = text(at(metric, 'resource', 'target', 'type'));
    const path: Place = ['metrics', index, 'resource'];
    return resource !== undefined && type === 'Utilization' ? [{ resource, path }] : [];
  });
  const goesBy = [
    ...told,
    ...(old === undefined ? [] : [{ resource: 'cpu', path: ['targetCPUUtilizationPercentage'] }]),
  ];
  return goesBy.flatMap(({ resource, path }) =>
    list(own(podSpec, 'containers')).flatMap((container) =>
      requests(container, resource)
        ? []
        : [
            {
              path,
              message: `the autoscaler needs requests of ${resource}, but container ${text(own(container, 'name')) ?? ''} has none: it scales nothing`,
            },
          ],
    ),
  );
}

/** Whether a container requests a compute resource; Kubernetes takes limits for requests where these are missing. */
function requests(container: unknown, resource: string): boolean {
  return ['requests', 'limits'].some(
    (kind) => at(container, 'resources', kind, resource) !== undefined,
  );
}
