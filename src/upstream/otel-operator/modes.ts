import { at, isRecord } from '../values/unknown.ts';

/** How the operator runs a collector. */
export type CollectorMode = 'deployment' | 'daemonset' | 'statefulset' | 'sidecar';

/** A field of an OpenTelemetryCollector that only some modes have. */
interface ModeField {
  readonly path: readonly string[];
  readonly modes: readonly CollectorMode[];
  /** Whether the operator refuses it in other modes, rather than leaving it without effect. */
  readonly refused: boolean;
  /** Whether a value counts as set. */
  isSet(value: unknown): boolean;
}

const statefulset: readonly CollectorMode[] = ['statefulset'];
const scalable: readonly CollectorMode[] = ['deployment', 'statefulset'];
const notSidecar: readonly CollectorMode[] = ['deployment', 'daemonset', 'statefulset'];

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '';
}

const isGiven = (value: unknown) => value !== undefined && value !== null;
const isSeveral = (value: unknown) => typeof value === 'number' && value > 1;
const is = (wanted: unknown) => (value: unknown) => value === wanted;

const refused = (
  path: string,
  modes: readonly CollectorMode[],
  isSet: ModeField['isSet'] = isFilled,
): ModeField => ({ path: path.split('.'), modes, refused: true, isSet });

const ignored = (
  path: string,
  modes: readonly CollectorMode[],
  isSet: ModeField['isSet'] = isFilled,
): ModeField => ({ path: path.split('.'), modes, refused: false, isSet });

/**
 * Fields that only some modes have.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go and internal/manifests/collector, v0.88.0
 * apis/v1alpha1/collector_webhook.go.
 */
const modeFields: readonly ModeField[] = [
  refused('volumeClaimTemplates', statefulset),
  refused('persistentVolumeClaimRetentionPolicy', statefulset),
  refused('tolerations', notSidecar),
  refused('priorityClassName', notSidecar),
  refused('affinity', notSidecar, isGiven),
  refused('additionalContainers', notSidecar),
  refused('ingress.type', notSidecar, is('ingress')),
  refused('targetAllocator.enabled', ['statefulset', 'daemonset'], is(true)),
  refused('daemonSetUpdateStrategy.type', ['daemonset']),
  refused('updateStrategy.type', ['daemonset']),
  refused('deploymentUpdateStrategy.type', ['deployment']),
  ignored('replicas', scalable, isSeveral),
  ignored('autoscaler', scalable),
  ignored('minReplicas', scalable),
  ignored('maxReplicas', scalable),
  ignored('podDisruptionBudget', scalable),
  ignored('topologySpreadConstraints', scalable),
  ignored('nodeSelector', notSidecar),
  ignored('serviceName', statefulset),
  ignored('podManagementPolicy', statefulset),
];

/** Fields of a spec that its mode does not have. */
export function modeFieldProblems(spec: unknown, mode: CollectorMode): ModeField[] {
  return modeFields.filter(
    (field) => !field.modes.includes(mode) && field.isSet(at(spec, ...field.path)),
  );
}
