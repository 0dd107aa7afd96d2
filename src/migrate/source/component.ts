import type { JaegerRoleName } from '../../model/jaeger/roles.ts';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import type { JaegerStorageType, JaegerStrategy } from '../../upstream/jaeger/names.ts';
import type { Mark, MigrationError } from '../account/ledger.ts';

/** A flag that a component of Jaeger v1 runs with. */
export interface SourceOption {
  /** Flag without dashes, `es.server-urls`. */
  readonly key: string;
  /** Value; unset where it is in a Secret or ConfigMap. */
  readonly value?: string;
  /** Where the value is, if it is not written. */
  readonly from?: {
    readonly kind: 'Secret' | 'ConfigMap';
    readonly name: string;
    readonly key: string;
  };
  /** Whether it is an environment variable, which a component that does not know it starts with all the same. */
  readonly isVariable?: true;
  readonly mark: Mark;
}

/** Something that the pods of a component are given. */
export interface PodSetting {
  readonly field: PodField;
  /** Key, where the field is a mapping. */
  readonly key?: string;
  /** The value, or one entry of a list. */
  readonly value: unknown;
  readonly mark: Mark;
}

/** What pods are given, in the words of the OpenTelemetryCollector where it has such a field. */
export type PodField =
  | 'affinity'
  | 'deploymentUpdateStrategy'
  | 'dnsPolicy'
  | 'env'
  | 'envFrom'
  | 'hostAliases'
  | 'hostNetwork'
  | 'imagePullPolicy'
  | 'imagePullSecrets'
  | 'initContainers'
  | 'labels'
  | 'lifecycle'
  | 'limits'
  | 'nodeSelector'
  | 'podAnnotations'
  | 'podSecurityContext'
  | 'priorityClassName'
  | 'replicas'
  | 'requests'
  | 'securityContext'
  | 'serviceAccount'
  | 'terminationGracePeriodSeconds'
  | 'tolerations'
  | 'topologySpreadConstraints'
  | 'volumeMounts'
  | 'volumes';

/** Bounds between which the number of pods follows what they use. */
export interface Autoscaling {
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly cpu?: number;
  readonly memory?: number;
}

/** A component of a Jaeger v1. */
export interface SourceRole {
  readonly name: JaegerRoleName;
  /** Its flags, one for each name. */
  readonly options: readonly SourceOption[];
  readonly pod: readonly PodSetting[];
  /**
   * Protocols that it takes spans over.
   *
   * @default - it takes none
   */
  readonly protocols?: readonly ReceiverProtocol[];
  /**
   * Its release.
   *
   * @default - the manifests do not tell
   */
  readonly version?: string;
  /**
   * Type of the storage of metrics that it asks, `prometheus`.
   *
   * @default - none
   */
  readonly metrics?: string;
  /**
   * Its autoscaler.
   *
   * @default - none
   */
  readonly autoscaling?: Autoscaling;
}

/** A Jaeger v1, whoever runs it. */
export interface Source {
  readonly name: string;
  readonly namespace: string;
  readonly strategy: JaegerStrategy;
  readonly storage: JaegerStorageType;
  /**
   * What the storage is to Jaeger v2, where that is not its type.
   *
   * @default - the type
   */
  readonly backend?: 'opensearch';
  /**
   * Secret that its pods have user and password of the storage from.
   *
   * @default - each flag says where it comes from
   */
  readonly secretName?: string;
  readonly roles: readonly SourceRole[];
  /** Names of the Services that senders send to. */
  readonly receivers: readonly string[];
  /** Commands that make its Ingress go, so that another can have its hosts. */
  readonly releaseIngress: readonly string[];
  /** Commands that tell whether it takes spans. */
  readonly stillReceiving: readonly string[];
  /** Commands that make it go. */
  readonly removal: readonly string[];
  /** An error about all of it. */
  readonly refusal: (reason: string) => MigrationError;
}

/** Value of a flag of a component, where it is written. */
export function flagValue(
  { options }: Pick<SourceRole, 'options'>,
  key: string,
): string | undefined {
  return options.find((option) => option.key === key)?.value;
}

/** A flag as all components have it that are given it. */
export function optionsNamed({ roles }: Source, key: string): SourceOption[] {
  return roles.flatMap(({ options }) => options.filter((option) => option.key === key));
}
