import type { Model } from '../../../src/model/model.ts';
import type { DerivedObject } from '../../../src/upstream/derived-object.ts';
import type { DerivedService } from '../../../src/upstream/derived-service.ts';
import type { KubeObject } from '../harness/objects.ts';
import type { OperatorName } from '../harness/operators.ts';

/** A custom resource of a stack, and what its operator should make of it. */
export interface PredictedResource {
  readonly kind: 'Jaeger' | 'OpenTelemetryCollector';
  readonly name: string;
  readonly namespace: string;
  readonly operator: OperatorName;
  readonly objects: readonly DerivedObject[];
  readonly services: readonly DerivedService[];
}

/** What the model expects of both operators. */
export function predictedResources({ jaegers, collectors }: Model): PredictedResource[] {
  return [
    ...jaegers.map(
      ({ name, namespace, objects, services }): PredictedResource => ({
        kind: 'Jaeger',
        name,
        namespace,
        operator: 'jaeger-operator',
        objects,
        services,
      }),
    ),
    ...collectors
      .filter(({ operated }) => operated)
      .map(
        ({ name, namespace, objects, services }): PredictedResource => ({
          kind: 'OpenTelemetryCollector',
          name,
          namespace,
          operator: 'opentelemetry-operator',
          objects,
          services,
        }),
      ),
  ];
}

/** Whether a created object is the predicted one. */
export function isPredicted(predicted: DerivedObject, { kind, metadata }: KubeObject): boolean {
  if (kind !== predicted.kind) return false;
  const rest = metadata.name.slice(predicted.name.length);
  return (
    metadata.name.startsWith(predicted.name) &&
    (predicted.hashed ? /^-[0-9a-f]{8}$/.test(rest) : rest === '')
  );
}
