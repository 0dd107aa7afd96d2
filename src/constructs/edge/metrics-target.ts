import type { Signal } from '../../upstream/edge/signals.ts';
import type { MonitoredProgram } from '../../upstream/prometheus/alerts.ts';

/** Pods to scrape for metrics about the health of the stack. */
export interface MetricsTarget {
  /** Program that the pods run. */
  readonly program: MonitoredProgram;
  /** Name of their owner: a custom resource, or the Deployment of an operator. */
  readonly name: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Labels that these pods have, and no others in the namespace. */
  readonly podLabels: Readonly<Record<string, string>>;
  /**
   * The Service of their metrics, for pods that serve metrics over HTTPS, to authenticated clients only.
   *
   * @default - the pods serve metrics to everybody
   */
  readonly service?: MetricsService | undefined;
  /**
   * Signals that the pipelines of a collector carry, for alerts on their loss.
   *
   * @default - spans only
   */
  readonly signals?: readonly Signal[] | undefined;
  /**
   * Signals that a collector reads from Kafka, for alerts on messages that could not be consumed.
   *
   * @default - none
   */
  readonly fromKafka?: readonly Signal[] | undefined;
  /**
   * Names of the ports at which exporters of a collector serve metrics that pipelines carry, such as those that are counted of spans.
   *
   * @default - there are none
   */
  readonly served?: readonly string[] | undefined;
  /**
   * Names of the CronJobs that maintain the storage.
   *
   * @default - none
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
