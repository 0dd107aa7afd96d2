import type { Collector } from '../../../src/model/collectors.ts';
import type { Model } from '../../../src/model/model.ts';
import type { DerivedService } from '../../../src/upstream/derived-service.ts';
import { collectorNames } from '../../../src/upstream/otel-operator.ts';
import { at, type KubeObject } from '../harness/objects.ts';
import type { OperatorName } from '../harness/operators.ts';

/** An object that an operator should create. */
export interface PredictedObject {
  readonly kind: string;
  readonly name: string;
  /**
   * Whether 8 hexadecimal digits follow the name.
   *
   * @default false
   */
  readonly hashed?: boolean;
}

/** A custom resource of a stack, and what its operator should make of it. */
export interface PredictedResource {
  readonly kind: 'Jaeger' | 'OpenTelemetryCollector';
  readonly name: string;
  readonly namespace: string;
  readonly operator: OperatorName;
  readonly objects: readonly PredictedObject[];
  readonly services: readonly DerivedService[];
}

/** What the model expects of both operators. */
export function predictedResources(model: Model): PredictedResource[] {
  return [
    ...model.jaegers.map(
      ({ name, namespace, objects, services }): PredictedResource => ({
        kind: 'Jaeger',
        name,
        namespace,
        operator: 'jaeger-operator',
        objects,
        services,
      }),
    ),
    ...model.collectors.filter(({ operated }) => operated).map(collectorResource),
  ];
}

/** Whether a created object is the predicted one. */
export function isPredicted(predicted: PredictedObject, { kind, metadata }: KubeObject): boolean {
  if (kind !== predicted.kind) return false;
  const rest = metadata.name.slice(predicted.name.length);
  return (
    metadata.name.startsWith(predicted.name) &&
    (predicted.hashed ? /^-[0-9a-f]{8}$/.test(rest) : rest === '')
  );
}

const workloadKinds = {
  deployment: 'Deployment',
  daemonset: 'DaemonSet',
  statefulset: 'StatefulSet',
} as const;

// source: opentelemetry-operator v0.158.0 internal/manifests/collector/collector.go
function collectorResource(collector: Collector): PredictedResource {
  const { name, namespace, mode = 'deployment', services } = collector;
  const spec = collector.object.value.spec;
  const names = collectorNames(name);
  const config: PredictedObject[] = [
    { kind: 'ConfigMap', name: names.configMap, hashed: true },
    { kind: 'ServiceAccount', name: names.workload },
  ];
  const running: PredictedObject[] =
    mode === 'sidecar'
      ? []
      : [
          { kind: workloadKinds[mode], name: names.workload },
          { kind: 'NetworkPolicy', name: names.networkPolicy },
          ...(mode === 'daemonset' ? [] : [{ kind: 'PodDisruptionBudget', name: names.workload }]),
          ...services.map((service) => ({ kind: 'Service', name: service.name })),
          ...(at(spec, 'autoscaler', 'maxReplicas') === undefined
            ? []
            : [{ kind: 'HorizontalPodAutoscaler', name: names.workload }]),
          ...(at(spec, 'ingress', 'type') === 'ingress'
            ? [{ kind: 'Ingress', name: names.ingress }]
            : []),
        ];
  return {
    kind: 'OpenTelemetryCollector',
    name,
    namespace,
    operator: 'opentelemetry-operator',
    objects: [...config, ...running],
    services,
  };
}
