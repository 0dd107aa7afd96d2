/** An object that an operator creates for a custom resource, in the namespace of that resource. */
export interface DerivedObject {
  readonly kind: string;
  readonly name: string;
  /**
   * Whether `-` and 8 hexadecimal digits follow the name.
   *
   * @default false
   */
  readonly hashed?: boolean;
}

/**
 * Kinds of which an operator takes over an object that has the name of its own, with their API groups. It leaves a
 * ServiceAccount as it is, and releases differ in what they do about a NetworkPolicy.
 *
 * Source: jaeger-operator v1.51.0 pkg/service; opentelemetry-operator v0.148.0 internal/controllers/common.go.
 */
export const overwrittenKinds: Readonly<Record<string, string>> = {
  Service: '',
  ConfigMap: '',
  Deployment: 'apps',
  DaemonSet: 'apps',
  StatefulSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Ingress: 'networking.k8s.io',
  HorizontalPodAutoscaler: 'autoscaling',
  PodDisruptionBudget: 'policy',
  TargetAllocator: 'opentelemetry.io',
};

/** What an operator writes into the label `app.kubernetes.io/managed-by` of the objects that it makes. */
export type ManagedBy = 'jaeger-operator' | 'opentelemetry-operator';
