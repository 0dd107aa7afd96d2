import type { Model } from '../../../src/model/model.ts';
import type { DerivedObject } from '../../../src/upstream/operator/derived-object.ts';
import type { DerivedService } from '../../../src/upstream/operator/derived-service.ts';
import { at, type KubeObject, listAt, nameOf, textAt } from '../harness/objects.ts';
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

/** A custom resource with what its operator has made of it. */
export interface OperatedResource extends PredictedResource {
  readonly created: readonly KubeObject[];
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

/** Objects that nobody predicted, and predicted ones that are not there. */
export function objectDifferences({ objects, created }: OperatedResource): string[] {
  const unpredicted = created.filter((object) => !objects.some((one) => isPredicted(one, object)));
  const missing = objects.filter((one) => !created.some((object) => isPredicted(one, object)));
  return [
    ...unpredicted.map((object) => `not predicted: ${nameOf(object)}`),
    ...missing.map(({ kind, name }) => `not created: ${kind} ${name}`),
  ];
}

/** Services that have other ports than predicted. */
export function serviceDifferences({ services, created }: OperatedResource): string[] {
  return services.flatMap((predicted) => {
    const real = serviceNamed(created, predicted.name);
    // one that is not there is told among the objects
    if (real === undefined) return [];
    const ports = portsOf(real);
    const expected = predicted.ports
      .map(({ name, port, transport: protocol }) => `${name || '-'} ${port}/${protocol}`)
      .sort();
    const headless = at(real, 'spec', 'clusterIP') === 'None';
    return [
      ...(headless === predicted.headless ? [] : [`${predicted.name}: headless is ${headless}`]),
      ...(ports.join() === expected.join()
        ? []
        : [`${predicted.name}: has ${ports.join(', ')}; predicted ${expected.join(', ')}`]),
    ];
  });
}

/** The Service of a name among created objects. */
export function serviceNamed(created: readonly KubeObject[], name: string): KubeObject | undefined {
  return created.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);
}

/** Ports of a Service, as `name port/protocol`, sorted. */
export function portsOf(service: KubeObject): string[] {
  return listAt(service, 'spec', 'ports')
    .map((port) => `${at(port, 'name') ?? '-'} ${at(port, 'port')}/${textAt(port, 'protocol')}`)
    .sort();
}
