import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AlertCase, firingAlerts } from '../harness/alerting-rules.ts';
import type { Checks } from '../harness/checks.ts';
import { at, listAt } from '../harness/objects.ts';
import type { Stack } from '../harness/stacks.ts';

/** The stack whose alerts are tried. */
const STACK = 'signals';
const CLEANER = 'jaeger-es-index-cleaner';
const JOB = `namespace="tracing", job_name="${CLEANER}-29`;
const COLLECTOR = 'job="tracing/otel-collector", pod="c-1"';
const isThere = 'up{job="tracing/otel-collector", pod="c-1"} 1x20';

/** One alert, and the minutes in which it fires. */
interface Trial {
  readonly title: string;
  readonly alert: string;
  /** Labels that it then has, among others. */
  readonly labels: Readonly<Record<string, string>>;
  readonly series: readonly string[];
  readonly fires: readonly number[];
}

/** A Job that began in a minute and has failed by the next. */
const failedJob = (number: number, minute: number): string[] => [
  `kube_job_status_start_time{${JOB}${number}"} _x${minute} ${minute * 60}x20`,
  `kube_job_failed{${JOB}${number}", condition="true"} _x${minute + 1} 1x20`,
  `kube_job_failed{${JOB}${number}", condition="false"} _x${minute + 1} 0x20`,
];
const succeeded = (...minutes: readonly number[]): string => {
  const values = Array.from({ length: 16 }, (_, now) => minutes.findLast((one) => one <= now));
  const texts = values.map((minute) => (minute === undefined ? '_' : `${minute * 60}`));
  return `kube_cronjob_status_last_successful_time{namespace="tracing", cronjob="${CLEANER}"} ${texts.join(' ')}`;
};
const ofCleaner = { alert: 'StorageJobFailed', labels: { cronjob: CLEANER } } as const;

const trials: readonly Trial[] = [
  {
    ...ofCleaner,
    title: 'a Job that fails, where none has ever succeeded',
    series: failedJob(1, 2),
    fires: minutes(4, 15),
  },
  {
    ...ofCleaner,
    title: 'a Job that fails after another has succeeded',
    series: [...failedJob(1, 2), succeeded(1)],
    fires: minutes(4, 15),
  },
  {
    ...ofCleaner,
    title: 'a Job that failed, until the next succeeds, and one that fails after that',
    series: [...failedJob(1, 2), succeeded(6), ...failedJob(3, 9)],
    fires: [4, 5, ...minutes(11, 15)],
  },
  {
    ...ofCleaner,
    title: 'a failed Job that goes',
    series: failedJob(1, 2).map((one) => one.replace(/x20$/, 'x5 stale')),
    fires: minutes(4, 7),
  },
  {
    ...ofCleaner,
    title: 'a Job that runs, and one that has succeeded',
    series: [
      `kube_job_status_start_time{${JOB}1"} 60x20`,
      `kube_job_failed{${JOB}1", condition="true"} 0x20`,
      `kube_job_failed{${JOB}1", condition="false"} 1x20`,
      succeeded(2),
    ],
    fires: [],
  },
  {
    ...ofCleaner,
    title: "another CronJob's Job, whose name begins alike",
    series: failedJob(1, 2).map((one) => one.replace(`${CLEANER}-29`, `${CLEANER}-archive-29`)),
    fires: [],
  },
  {
    title: 'spans refused, of a release whose counters have no suffix',
    alert: 'SpansRefused',
    labels: { pod: 'c-1', receiver: 'otlp' },
    series: [isThere, `otelcol_receiver_refused_spans{${COLLECTOR}, receiver="otlp"} 0 0 5+5x20`],
    fires: minutes(7, 15),
  },
  {
    title: 'spans that are not sent',
    alert: 'SpansNotSent',
    labels: { pod: 'c-1', exporter: 'otlp_grpc' },
    series: [
      isThere,
      `otelcol_exporter_send_failed_spans_total{${COLLECTOR}, exporter="otlp_grpc"} 0 0 5+5x20`,
    ],
    fires: minutes(7, 15),
  },
  {
    title: 'metric points that no queue takes',
    alert: 'MetricPointsNotQueued',
    labels: { pod: 'c-1', exporter: 'otlp_http' },
    series: [
      isThere,
      `otelcol_exporter_enqueue_failed_metric_points_total{${COLLECTOR}, exporter="otlp_http"} 0 0 5+5x20`,
    ],
    fires: minutes(7, 15),
  },
  {
    title: 'log records that are not sent',
    alert: 'LogRecordsNotSent',
    labels: { pod: 'c-1', exporter: 'otlp_http' },
    series: [
      isThere,
      `otelcol_exporter_send_failed_log_records_total{${COLLECTOR}, exporter="otlp_http"} 0 0 5+5x20`,
    ],
    fires: minutes(7, 15),
  },
  {
    title: 'log records that are lost, by those of spans',
    alert: 'SpansNotSent',
    labels: {},
    series: [
      isThere,
      `otelcol_exporter_send_failed_log_records_total{${COLLECTOR}, exporter="otlp_http"} 0 0 5+5x20`,
    ],
    fires: [],
  },
  {
    title: 'spans that were lost long ago',
    alert: 'SpansNotSent',
    labels: {},
    series: [
      isThere,
      `otelcol_exporter_send_failed_spans_total{${COLLECTOR}, exporter="otlp_grpc"} 100x20`,
    ],
    fires: [],
  },
  {
    title: 'a queue that is nine tenths full, beside one of metrics that is empty',
    alert: 'QueueFillsUp',
    labels: { pod: 'c-1', exporter: 'otlp_grpc' },
    series: [
      isThere,
      ...['traces 900', 'metrics 0'].flatMap((one) => {
        const [type, size] = one.split(' ');
        const labels = `${COLLECTOR}, exporter="otlp_grpc", data_type="${type}"`;
        return [
          `otelcol_exporter_queue_size{${labels}} ${size}x20`,
          `otelcol_exporter_queue_capacity{${labels}} 1000x20`,
        ];
      }),
    ],
    fires: minutes(10, 15),
  },
  {
    title: 'a collector of which one pod answers',
    alert: 'NothingAnswers',
    labels: { job: 'tracing/otel-collector' },
    series: [isThere, 'up{job="tracing/otel-collector", pod="c-2"} 0x20'],
    fires: [],
  },
  {
    title: 'a collector of which no pod answers any more',
    alert: 'NothingAnswers',
    labels: { job: 'tracing/otel-collector' },
    series: ['up{job="tracing/otel-collector", pod="c-1"} 1x2 0x20'],
    fires: minutes(13, 15),
  },
];

/** Prometheus itself says of alerts when they fire. */
export async function checkAlertRules(
  checks: Checks,
  stacks: readonly Stack[],
  folder: string,
): Promise<void> {
  const stack = stacks.find(({ name }) => name === STACK);
  // somebody's own manifests, of which nothing is known
  if (stack === undefined) return;
  const groups = stack.files
    .flatMap(({ objects }) => objects)
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap((rule) => listAt(rule, 'spec', 'groups'));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'alerts.json');
  writeFileSync(file, JSON.stringify({ groups }));
  const cases: readonly AlertCase[] = trials.map(({ series }) => ({ series, minutes: 16 }));
  let firing: Awaited<ReturnType<typeof firingAlerts>> = [];
  const judged = await checks.check('collector', 'Prometheus takes the alerts', async () => {
    firing = await firingAlerts(file, cases);
  });
  if (!judged) return;
  for (const [index, { title, alert, labels, fires }] of trials.entries()) {
    const verb = fires.length > 0 ? 'tells of' : 'is silent about';
    await checks.check('collector', `${alert} ${verb} ${title}`, async () => {
      const wanted = Object.entries({ alertname: alert, ...labels });
      const got = (firing[index] ?? []).flatMap((alerts, minute) =>
        alerts.some((one) => wanted.every(([name, value]) => at(one, name) === value))
          ? [minute]
          : [],
      );
      if (got.join() !== fires.join()) {
        throw new Error(`must fire in minutes ${fires.join()}, fires in ${got.join() || 'none'}`);
      }
    });
  }
}

function minutes(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
