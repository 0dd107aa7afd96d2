import type { DerivedObject } from '../operator/derived-object.ts';
import type { DerivedService } from '../operator/derived-service.ts';
import { versions } from '../operator/versions.ts';
import { at, list, own, record, text, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import {
  type CollectorNames,
  collectorNames,
  configMapHashedSince,
  servesSidecars,
  targetAllocatorBudgetSince,
  targetAllocatorResourceSince,
} from './collector-names.ts';
import type { CollectorMode } from './modes.ts';
import { networkPolicyDefaultSince, networkPolicySince } from './network-policy.ts';
import { inferredReceiverPorts } from './ports.ts';

/** An OpenTelemetryCollector, as far as the objects that are made of it depend on it. */
interface CollectorObjectsInput {
  readonly name: string;
  /** @default 'deployment' */
  readonly mode?: CollectorMode;
  /** The spec as written, in either API version. */
  readonly spec: UnknownRecord;
  /** The parsed collector configuration. */
  readonly config: UnknownRecord;
  /** What `derivedCollectorServices` gives for it. */
  readonly services: readonly DerivedService[];
  /** @default - the operator this project installs */
  readonly operatorVersion?: string;
}

/** Kind of the workload that the operator makes for a collector, by its mode. */
export const workloadKinds: Readonly<Record<Exclude<CollectorMode, 'sidecar'>, string>> = {
  deployment: 'Deployment',
  daemonset: 'DaemonSet',
  statefulset: 'StatefulSet',
};

/**
 * All that the OpenTelemetry operator creates for a collector on plain Kubernetes, without the rights to write RBAC, which
 * its release manifest does not have; apart from what other operators would have to turn into something (monitors, routes).
 *
 * Source: opentelemetry-operator v0.148.0 and v0.158.0 internal/manifests/{collector,targetallocator}.
 */
export function derivedCollectorObjects(input: CollectorObjectsInput): DerivedObject[] {
  const { spec, services, mode = 'deployment' } = input;
  const operatorVersion = input.operatorVersion ?? versions.otelOperator;
  const names = collectorNames(input.name);
  if (own(spec, 'managementState') === 'unmanaged') return [];
  return [
    isAtLeast(operatorVersion, configMapHashedSince)
      ? { kind: 'ConfigMap', name: names.configMap, hashed: true }
      : { kind: 'ConfigMap', name: names.workload },
    ...(text(spec.serviceAccount) ? [] : [{ kind: 'ServiceAccount', name: names.workload }]),
    ...(mode === 'sidecar' ? [] : workload(names, mode)),
    ...services.map((service) => ({ kind: 'Service', name: service.name })),
    ...(mode === 'sidecar' && !servesSidecars(operatorVersion)
      ? []
      : surroundings(input, names, operatorVersion)),
    ...(at(spec, 'targetAllocator', 'enabled') === true
      ? targetAllocator(input, names, operatorVersion)
      : []),
  ];
}

function workload(names: CollectorNames, mode: Exclude<CollectorMode, 'sidecar'>): DerivedObject[] {
  const found: DerivedObject[] = [{ kind: workloadKinds[mode], name: names.workload }];
  if (mode !== 'daemonset') found.push({ kind: 'PodDisruptionBudget', name: names.workload });
  return found;
}

/** What stands around the pods, beside Services. */
function surroundings(
  { spec, config }: CollectorObjectsInput,
  names: CollectorNames,
  operatorVersion: string,
): DerivedObject[] {
  const found: DerivedObject[] = [];
  if ((at(spec, 'autoscaler', 'maxReplicas') ?? spec.maxReplicas ?? undefined) !== undefined) {
    found.push({ kind: 'HorizontalPodAutoscaler', name: names.workload });
  }
  // an exporter that listens gets no path
  const paths = [...list(spec.ports), ...inferredReceiverPorts(config, operatorVersion)];
  if (at(spec, 'ingress', 'type') === 'ingress' && paths.length > 0) {
    found.push({ kind: 'Ingress', name: names.ingress });
  }
  if (hasNetworkPolicy(spec, operatorVersion)) {
    found.push({ kind: 'NetworkPolicy', name: names.networkPolicy });
  }
  return found;
}

function hasNetworkPolicy(spec: UnknownRecord, operatorVersion: string): boolean {
  const enabled = at(spec, 'networkPolicy', 'enabled') ?? undefined;
  return enabled === undefined
    ? isAtLeast(operatorVersion, networkPolicyDefaultSince)
    : enabled === true && isAtLeast(operatorVersion, networkPolicySince);
}

function targetAllocator(
  { name, spec }: CollectorObjectsInput,
  names: CollectorNames,
  operatorVersion: string,
): DerivedObject[] {
  const allocator = record(spec.targetAllocator);
  const named = (kind: string): DerivedObject => ({ kind, name: names.targetAllocator });
  const budget =
    isAtLeast(operatorVersion, targetAllocatorBudgetSince) &&
    allocator.allocationStrategy !== 'least-weighted';
  return [
    ...(isAtLeast(operatorVersion, targetAllocatorResourceSince)
      ? [{ kind: 'TargetAllocator', name }]
      : []),
    named('Deployment'),
    named('ConfigMap'),
    ...(text(allocator.serviceAccount) ? [] : [named('ServiceAccount')]),
    ...(budget ? [named('PodDisruptionBudget')] : []),
    ...(hasNetworkPolicy(spec, operatorVersion)
      ? [{ kind: 'NetworkPolicy', name: names.targetAllocatorNetworkPolicy }]
      : []),
  ];
}
