import { defaultCollectorRepository } from '../../upstream/otel-operator/collector-names.ts';
import { envText } from '../kubernetes/files.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import { envVar } from '../kubernetes/workloads.ts';
import type { Releases } from '../releases.ts';
import type { Operator, OperatorKind } from './installed.ts';

/** Releases that the manifests tell of the operators, and the images that these run unless told otherwise. */
export interface Versions {
  /** Release of the OpenTelemetry operator; unset when the manifests do not tell. */
  readonly otelOperator?: string;
  /** Release of the Jaeger operator; unset when the manifests do not tell. */
  readonly jaegerOperator?: string;
  /** Release of the Tekton operator; unset when the manifests do not tell. */
  readonly tektonOperator?: string;
  /** Image of collectors that name none; unset when no OpenTelemetry operator of a known release is among the manifests. */
  readonly collectorImage?: string;
}

/** Reads the releases of operators from their images, and their default images from flags and environment. */
export function readVersions(
  objects: ObjectIndex,
  operators: readonly Operator[],
  releases: Releases,
): Versions {
  const release = (kind: OperatorKind) =>
    operators.find((operator) => operator.kind === kind && operator.version !== undefined)?.version;
  const otelOperator = release('opentelemetry') ?? releases.told('otel-operator')?.release;
  const jaegerOperator = release('jaeger') ?? releases.told('jaeger-operator')?.release;
  const tektonOperator = release('tekton');
  const collectorImage =
    defaultCollectorImage(objects, operators) ?? imageOf(releases.told('otel-operator')?.release);
  return {
    otelOperator,
    jaegerOperator,
    tektonOperator,
    collectorImage,
  };
}

function defaultCollectorImage(
  objects: ObjectIndex,
  operators: readonly Operator[],
): string | undefined {
  const operator = operators.find(({ kind }) => kind === 'opentelemetry');
  if (!operator) return undefined;
  const flag = operator.flags.findLast(({ name }) => name === 'collector-image')?.value;
  const entry = envVar(operator.container.env, 'RELATED_IMAGE_COLLECTOR');
  const related = entry && envText(objects, operator.namespace, entry);
  if (flag || related) return flag || related;
  return imageOf(operator.version);
}

function imageOf(operator: string | undefined): string | undefined {
  return operator === undefined ? undefined : `${defaultCollectorRepository}:${operator}`;
}
