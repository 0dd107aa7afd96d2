import type { Signal } from '../../upstream/edge/signals.ts';
import type { MonitoredProgram } from '../../upstream/prometheus/alerts.ts';

/** Pods whose metrics tell how the stack does. */
export interface MetricsTarget {
  /** What the pods run. */
  readonly program: MonitoredProgram;
  /** Name of what they belong to: a custom resource, the Deployment of an operator. */
  readonly name: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Labels that the pods have, and no others in the namespace. */
  readonly podLabels: Readonly<Record<string, string>>;
  /**
   * The Service of their metrics, for pods that tell them only to those who show who they are, over HTTPS.
   *
   * @default - the pods tell everybody
   */
  readonly service?: MetricsService | undefined;
  /**
   * What pipelines of a collector carry, of which alerts tell the loss.
   *
   * @default - spans alone
   */
  readonly signals?: readonly Signal[] | undefined;
  /**
   * What a collector reads from Kafka, by its receiver `kafka`: alerts tell of messages that could not be taken.
   *
   * @default - nothing
   */
  readonly fromKafka?: readonly Signal[] | undefined;
  /**
   * Names of the CronJobs that keep the storage in order.
   *
   * @default - there are none
   */
  readonly jobs?: readonly string[] | undefined;
}

/** A Service of metrics. */
export interface MetricsService {
  /** Its name. */
  readonly name: string;
  /** Labels that it has, and no other in the namespace. */
  readonly labels: Readonly<Record<string, string>>;
}
