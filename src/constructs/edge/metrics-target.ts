import type { MonitoredProgram } from '../../upstream/prometheus/alerts.ts';

/** Pods whose metrics tell how the stack does. */
export interface MetricsTarget {
  /** What the pods run. */
  readonly program: MonitoredProgram;
  /** Name of the custom resource that they belong to. */
  readonly name: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Labels that the pods have, and no others in the namespace. */
  readonly podLabels: Readonly<Record<string, string>>;
  /**
   * Names of the CronJobs that keep the storage in order.
   *
   * @default - there are none
   */
  readonly jobs?: readonly string[] | undefined;
}
