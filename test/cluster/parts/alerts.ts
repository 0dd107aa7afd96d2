import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { otlpSignals } from '../../../src/upstream/edge/signals.ts';
import { printYaml } from '../../../src/yaml.ts';
import { lackingMetrics, metricsOf } from '../harness/alert-metrics.ts';
import { collectorProgram } from '../harness/build.ts';
import type { Checks } from '../harness/checks.ts';
import { freePorts } from '../harness/free-ports.ts';
import { LocalProcess } from '../harness/local-process.ts';
import { collectors } from '../harness/programs.ts';
import { sendLog, sendMetric } from '../harness/send-signal.ts';
import { sendSpan } from '../harness/send-span.ts';

const READY_SECONDS = 30;
const LOSS_SECONDS = 40;

/** A collector whose backend is not there loses what it is sent in each way that an alert tells of: its metrics must have the alerts' names. */
export async function checkAlerts(checks: Checks, folder: string): Promise<void> {
  const title = `collector ${collectors.core.version} has the metrics that alerts ask for`;
  await checks.check('collector', title, async () => {
    const [receiving = 0, nobody = 0, telling = 0] = await freePorts(3);
    const work = join(folder, 'alerts');
    mkdirSync(work, { recursive: true });
    const path = join(work, 'collector.yaml');
    writeFileSync(path, printYaml([losing(receiving, nobody, telling)]));
    const collector = new LocalProcess({
      name: 'losing-collector',
      program: await collectorProgram(collectors.core),
      args: [`--config=${path}`],
      logs: work,
    });
    try {
      await collector.waitUntil(
        async () => collector.output().includes('Everything is ready.'),
        READY_SECONDS,
      );
      await collector.waitUntil(async () => {
        const url = `http://127.0.0.1:${receiving}`;
        // a collector whose queue is full says so
        await Promise.allSettled([
          sendSpan(url, 'cluster-test', 'lost'),
          sendMetric(url, 'cluster-test', 'lost'),
          sendLog(url, 'cluster-test', 'lost'),
        ]);
        const metrics = metricsOf('collector');
        return (await lackingMetrics(`http://127.0.0.1:${telling}/metrics`, metrics)).length === 0;
      }, LOSS_SECONDS);
    } finally {
      await collector.stop();
    }
  });
}

/** Sends where nobody listens, from a queue of one, and gives up soon. */
function losing(receiving: number, nobody: number, telling: number): object {
  const prometheus = { host: '127.0.0.1', port: telling };
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${receiving}` } } } },
    exporters: {
      otlp_http: {
        endpoint: `http://127.0.0.1:${nobody}`,
        sending_queue: { queue_size: 1, num_consumers: 1 },
        retry_on_failure: { initial_interval: '1s', max_interval: '1s', max_elapsed_time: '2s' },
      },
    },
    service: {
      telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus } } }] } },
      pipelines: Object.fromEntries(
        otlpSignals.map((one) => [one, { receivers: ['otlp'], exporters: ['otlp_http'] }]),
      ),
    },
  };
}
