import type { ServiceNames } from '../../upstream/operator/derived-service.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import type { MadePods } from '../kubernetes/pods.ts';
import type { Pods } from './pods.ts';
import type { Service } from './services.ts';

/** A custom resource that an operator makes pods and Services for. */
export interface Resource<T extends Service = Service> {
  readonly object: KubeObject;
  /** Services that the operator creates for it; those without pods behind them are left out. */
  readonly services: readonly T[];
  /** Pods that Services may select, with what is known of what they listen for. */
  readonly pods: readonly Pods<T>[];
  /** All pods that the operator makes for it, those of jobs too. */
  readonly made: readonly MadePods[];
}

/** The custom resources of a subject, and how their Services are named. */
export interface ResourceKind<T extends Service = Service> {
  readonly names: ServiceNames;
  readonly resources: readonly Resource<T>[];
}
