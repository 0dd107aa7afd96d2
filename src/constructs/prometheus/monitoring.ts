import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { otlpSignals } from '../../upstream/edge/signals.ts';
import {
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelKeyProblem,
  labelValueProblem,
  namespaceProblem,
} from '../../upstream/kubernetes/names.ts';
import {
  alertsOn,
  downAlert,
  kafkaAlert,
  metricPattern,
  metricsPortNames,
  monitoredPrograms,
} from '../../upstream/prometheus/alerts.ts';
import { intervalProblem } from '../../upstream/prometheus/duration.ts';
import type { MetricsService, MetricsTarget } from '../edge/metrics-target.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { listProblem, oneOfProblem, refuse } from '../props/refuse.ts';
import { requires } from '../props/requires.ts';
import {
  flag,
  list,
  props,
  record,
  required,
  type Shape,
  type Shapes,
  text,
} from '../props/shape.ts';

/** What the Prometheus operator is to monitor of a stack. */
export interface TracingMonitoringProps extends MetadataProps {
  /** Pods to monitor: `collector.metrics`, and those of a backend and of operators. */
  readonly targets: readonly MetricsTarget[];
  /**
   * Whether a PrometheusRule with alerts is added. Each of them means that data is lost, or soon will be.
   *
   * @default true
   */
  readonly alerts?: boolean;
  /**
   * Time between two scrapes, a Prometheus duration such as `30s`.
   *
   * @default - Prometheus' own
   */
  readonly interval?: string;
  /**
   * Name of the PrometheusRule.
   *
   * @default 'tracing'
   */
  readonly name?: string;
}

const shapes: Shapes<TracingMonitoringProps> = {
  ...metadataShapes,
  targets: list(
    'targets',
    props<MetricsTarget>({
      program: text,
      name: required(text),
      namespace: required(text),
      podLabels: required(record(text)),
      service: props<MetricsService>({ name: required(text), labels: required(record(text)) }),
      signals: list('signals', text) as Shape<MetricsTarget['signals']>,
      fromKafka: list('signals', text) as Shape<MetricsTarget['fromKafka']>,
      served: list('names', text),
      jobs: list('names', text),
    }),
  ),
  alerts: flag,
  interval: text,
  name: text,
};

/**
 * Has the Prometheus operator monitor the pods of a stack: by a PodMonitor for each target, or a ServiceMonitor where
 * Prometheus has to authenticate, and by one PrometheusRule. Most installations of Prometheus select these objects by
 * labels; set them by `labels`. Alerts on Jobs need kube-state-metrics. An operator serves its metrics to
 * ServiceAccounts that may get `/metrics`, as that of Prometheus may in kube-prometheus and its chart.
 *
 * @throws for malformed names, labels and durations, and without targets
 */
export class TracingMonitoring extends Construct {
  constructor(scope: Construct, id: string, given: TracingMonitoringProps) {
    super(scope, id);
    checkProps(this, shapes, given);
    const { targets, interval, name = 'tracing', labels, annotations } = given;
    refuse(
      this,
      listProblem('targets', targets, 'targets'),
      ...targets.flatMap(targetProblems),
      dnsSubdomainProblem('name', name),
      interval === undefined ? undefined : intervalProblem('interval', interval),
      ...metadataProblems({ labels, annotations }),
    );
    const metadata = { labels, annotations };
    for (const [index, target] of targets.entries()) {
      const { name, namespace } = target;
      const monitor = new ApiObject(this, `Pods${index}`, {
        ...monitorOf(target, interval),
        metadata: { name, namespace, ...metadata },
      });
      requires(monitor, 'prometheus-operator');
    }
    const [first] = targets;
    if ((given.alerts ?? true) && first !== undefined) {
      const rule = new ApiObject(this, 'Alerts', {
        ...monitoring('PrometheusRule'),
        metadata: { name, namespace: first.namespace, ...metadata },
        spec: { groups: targets.map(group) },
      });
      requires(rule, 'prometheus-operator');
    }
    guarded(this);
  }
}

function targetProblems(
  { program, name, namespace, podLabels, service, jobs = [], ...target }: MetricsTarget,
  index: number,
  all: readonly MetricsTarget[],
): (string | undefined)[] {
  const what = `targets[${index}]`;
  const first = all.findIndex((one) => one.name === name && one.namespace === namespace);
  return [
    oneOfProblem(`${what}.program`, program, [...monitoredPrograms]),
    dnsSubdomainProblem(`${what}.name`, name),
    namespaceProblem(namespace, `${what}.namespace`),
    ...Object.entries(podLabels).flatMap(([key, value]) => [
      labelKeyProblem(`${what}.podLabels key`, key),
      labelValueProblem(`${what}.podLabels '${key}'`, value),
    ]),
    service && dnsSubdomainProblem(`${what}.service.name`, service.name),
    ...Object.entries(service?.labels ?? {}).flatMap(([key, value]) => [
      labelKeyProblem(`${what}.service.labels key`, key),
      labelValueProblem(`${what}.service.labels '${key}'`, value),
    ]),
    ...(['signals', 'fromKafka'] as const).flatMap((prop) => [
      ...(target[prop] ?? []).map((one) => oneOfProblem(`${what}.${prop}`, one, [...otlpSignals])),
      target[prop] !== undefined && program !== 'collector'
        ? `${what}.${prop} must be of a collector, got those of ${program}`
        : undefined,
    ]),
    ...(target.served ?? []).map((port) => dnsLabelProblem(`${what}.served`, port)),
    ...jobs.map((job) => dnsSubdomainProblem(`${what}.jobs`, job)),
    first < index ? `targets must have one called ${name} in ${namespace}, got two` : undefined,
  ];
}

// the certificate is the operator's own, which nothing vouches for
const asItself = {
  scheme: 'https',
  bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
  tlsConfig: { insecureSkipVerify: true },
};

const monitoring = (kind: string) => ({ apiVersion: 'monitoring.coreos.com/v1', kind });

/** What is asked: the pods themselves, or the Service to which Prometheus shows the token of its ServiceAccount. */
function monitorOf(
  { program, podLabels, service, served = [] }: MetricsTarget,
  interval: string | undefined,
) {
  const port = metricsPortNames[program];
  if (service === undefined) {
    const selector = { matchLabels: podLabels };
    return {
      ...monitoring('PodMonitor'),
      spec: {
        selector,
        podMetricsEndpoints: [port, ...served].map((one) => ({ port: one, interval })),
      },
    };
  }
  return {
    ...monitoring('ServiceMonitor'),
    spec: {
      selector: { matchLabels: service.labels },
      endpoints: [{ port, interval, ...asItself }],
    },
  };
}

/** Labels that the Prometheus operator gives the series of what a monitor finds. */
function labelsOf({ namespace, name, service }: MetricsTarget): Readonly<Record<string, string>> {
  return service === undefined ? { job: `${namespace}/${name}` } : { job: service.name, namespace };
}

function group(target: MetricsTarget) {
  const { program, namespace, name, signals = ['traces'], fromKafka = [], jobs = [] } = target;
  const labels = labelsOf(target);
  const series = Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ');
  const selector = (metric: string) => `{__name__=~"${metricPattern(metric)}", ${series}}`;
  const read = fromKafka.length > 0 ? [kafkaAlert('kafka', fromKafka)] : [];
  const rules = [
    { ...downAlert(series, `${namespace}/${name}`), labels },
    ...[...alertsOn(program, signals), ...read].map(({ expression, ...rule }) => ({
      ...rule,
      expr: expression(selector),
      labels: {},
    })),
  ];
  return {
    name: `tracing/${namespace}/${name}`,
    rules: [
      ...rules.map(({ name: alert, severity, for: time, expr, summary, labels }) => ({
        alert,
        expr,
        for: time,
        labels: { severity, ...labels },
        annotations: { summary },
      })),
      ...jobs.map((cronJob) => failedJob(namespace, cronJob)),
    ],
  };
}

/**
 * Tells of a Job that failed, until one of its CronJob that began later succeeds, or until it is gone: the CronJob keeps failed ones
 * for longer than that.
 *
 * Source: kube-state-metrics v2.17.0 docs/metrics/workload/{job,cronjob}-metrics.md.
 */
function failedJob(namespace: string, cronJob: string) {
  const ofJob = `namespace="${namespace}", job_name=~"${cronJob}-[^-]+"`;
  const failed = `kube_job_status_start_time{${ofJob}} and on (job_name) (kube_job_failed{${ofJob}, condition="true"} == 1)`;
  const succeeded = `kube_cronjob_status_last_successful_time{namespace="${namespace}", cronjob="${cronJob}"}`;
  return {
    alert: 'StorageJobFailed',
    expr: `max(${failed}) > (max(${succeeded}) or vector(0))`,
    for: '1m',
    labels: { severity: 'warning', namespace, cronjob: cronJob },
    annotations: {
      summary: `Jobs of ${cronJob} fail: no index is created or deleted until one succeeds`,
    },
  };
}
