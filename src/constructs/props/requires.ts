import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { readRequirements, requiresAnnotation } from '../../annotations/requires.ts';

/** Something that the cluster must have, as the annotation names it. */
export type Requirement =
  | 'cert-manager'
  | 'opentelemetry-operator'
  | 'jaeger-operator'
  | 'prometheus-operator'
  | 'gateway-api'
  | 'grafana-operator'
  | `namespace/${string}`
  | `secret/${string}`;

/** Says on the object of a construct what it needs in the cluster, beside what it says already. */
export function requires(construct: IConstruct, ...requirements: readonly Requirement[]): void {
  if (requirements.length === 0) return;
  const { metadata } = ApiObject.of(construct);
  const before = readRequirements(metadata.toJson()?.annotations?.[requiresAnnotation] ?? '');
  const all = new Set([...before, ...requirements]);
  metadata.addAnnotation(requiresAnnotation, [...all].join(', '));
}
