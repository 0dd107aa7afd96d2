// what our default collector costs against the article's, and what two of its choices cost: CPU time and memory of a real collector that takes
// the same spans over OTLP/gRPC and hands them to another, in interleaved rounds
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { Chart, Testing } from 'cdk8s';
import { Endpoint, guard, OtelCollector, type OtelCollectorProps } from '../src/index.ts';
import { versions } from '../src/upstream/operator/versions.ts';
import { at, replaceAt } from '../src/upstream/values/unknown.ts';
import { collectorProgram, goProgram } from '../test/cluster/harness/build.ts';
import { freePorts } from '../test/cluster/harness/free-ports.ts';
import { collectors, spanGenerator } from '../test/cluster/harness/programs.ts';
import { median } from './cpu.ts';

const recordFile = 'docs/measured/collector.json';
const READY_SECONDS = 30;
const DRAIN_SECONDS = 40;
const TICKS_A_SECOND = 100;

const { values } = parseArgs({
  options: {
    spans: { type: 'string', default: '300000' },
    rounds: { type: 'string', default: '3' },
    record: { type: 'boolean', default: false },
  },
});
const spans = Number(values.spans);
const rounds = Number(values.rounds);

type Config = Readonly<Record<string, unknown>>;

interface Cost {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly arrived: number;
}

/** Ports of this run. */
interface Ports {
  readonly grpc: number;
  readonly http: number;
  readonly backendGrpc: number;
  readonly backendHttp: number;
  readonly metrics: number;
}

/** The configuration of a collector of ours, on ports of this run. */
function configOf(props: Omit<OtelCollectorProps, 'exportTo'>, ports: Ports, both = false): Config {
  const backend = { host: '127.0.0.1', tls: false };
  const grpc = new Endpoint('otlp-grpc', { ...backend, port: ports.backendGrpc });
  const http = new Endpoint('otlp-http', { ...backend, port: ports.backendHttp });
  const app = Testing.app();
  // it has what the linter finds errors in
  guard(app, 'off');
  const chart = new Chart(app, 'bench', { namespace: 'tracing' });
  new OtelCollector(chart, 'Collector', { ...props, exportTo: both ? [grpc, http] : [grpc] });
  const config = at(Testing.synth(chart)[0], 'spec', 'config') as Config;
  const protocols = ['receivers', 'otlp', 'protocols'];
  const changes: readonly (readonly [readonly string[], unknown])[] = [
    [[...protocols, 'grpc', 'endpoint'], `127.0.0.1:${ports.grpc}`],
    [[...protocols, 'http', 'endpoint'], `127.0.0.1:${ports.http}`],
    // its own metrics cost the same everywhere
    [['service', 'telemetry'], { metrics: { level: 'none' } }],
  ];
  return changes.reduce((whole, [path, value]) => replaceAt(whole, path, value) as Config, config);
}

/** A configuration with settings added to its exporter over gRPC. */
function exporting(config: Config, settings: Config): Config {
  const path = ['exporters', 'otlp_grpc'];
  const own = at(config, ...path) as Config;
  return replaceAt(config, path, { ...own, ...settings }) as Config;
}

/** A configuration that batches in the queue of its exporter, in the place of the processor. */
function queueing(config: Config): Config {
  const { batch, ...processors } = at(config, 'processors') as Record<string, Config>;
  const { send_batch_size: size, send_batch_max_size: most, timeout } = batch ?? {};
  const sending_queue = {
    sizer: 'items',
    // as many as the queue of requests holds, of full batches
    queue_size: 1000 * Number(most),
    batch: { flush_timeout: timeout, min_size: size, max_size: most },
  };
  const queued = replaceAt(exporting(config, { sending_queue }), ['processors'], processors);
  const pipeline = ['service', 'pipelines', 'traces', 'processors'];
  return replaceAt(queued, pipeline, ['memory_limiter']) as Config;
}

function variants(ports: Ports): Record<string, Config> {
  const ours = configOf({}, ports);
  // the names and addresses of today; what it does is the article's
  const article = {
    limitMemory: false,
    memoryLimiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 15 },
    batch: { send_batch_size: 10_000, timeout: '10s' },
  };
  const none = { compression: 'none' };
  return {
    ours,
    "the article's": configOf({ ...article, debug: 'detailed' }, ports, true),
    "the article's without its log": configOf(article, ports, true),
    'ours, batching in the queue': queueing(ours),
    'ours, without gzip': exporting(ours, none),
    'ours, both': exporting(queueing(ours), none),
  };
}

function backendConfig(ports: Ports): Config {
  const prometheus = { host: '127.0.0.1', port: ports.metrics };
  return {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `127.0.0.1:${ports.backendGrpc}`, max_recv_msg_size_mib: 64 },
          http: { endpoint: `127.0.0.1:${ports.backendHttp}`, max_request_body_size: 100_000_000 },
        },
      },
    },
    exporters: { nop: {} },
    service: {
      telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus } } }] } },
      pipelines: { traces: { receivers: ['otlp'], exporters: ['nop'] } },
    },
  };
}

/** Spans that the backend has taken. */
async function taken({ metrics }: Ports): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
  const counts = text.matchAll(/^otelcol_receiver_accepted_spans\w*\{.*\} (\S+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Starts a collector and waits until it takes requests on a port. */
async function start(
  name: string,
  config: Config,
  port: number,
  folder: string,
): Promise<ChildProcess> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(config));
  const log = openSync(join(folder, `${name}.log`), 'a');
  // what it prints costs it what a container's log costs
  const child = spawn(program, ['--config', file], { stdio: ['ignore', log, log] });
  closeSync(log);
  for (const deadline = Date.now() + READY_SECONDS * 1000; ; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${join(folder, name)}.log`);
    try {
      await fetch(`http://127.0.0.1:${port}`);
      return child;
    } catch (error) {
      // nothing listens yet
      if (Date.now() > deadline) throw error;
    }
  }
}

function cpuSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function peakMiB({ pid }: ChildProcess): number {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function measure(name: string, config: Config, ports: Ports, round: string): Promise<Cost> {
  const folder = join(work, `${round}-${name.replaceAll(/\W+/g, '-')}`);
  mkdirSync(folder);
  const backend = await start('backend', backendConfig(ports), ports.backendHttp, folder);
  const collector = await start('collector', config, ports.http, folder);
  try {
    const before = cpuSeconds(collector);
    const args = [`--address=127.0.0.1:${ports.grpc}`, `--spans=${spans}`];
    const { stdout } = await promisify(execFile)(generator, args);
    const { accepted } = JSON.parse(stdout) as { accepted: number };
    if (accepted !== spans) throw new Error(`${name} took ${accepted} of ${spans}: ${stdout}`);
    const arrived = await drained(ports);
    return { cpuSeconds: cpuSeconds(collector) - before, peakMiB: peakMiB(collector), arrived };
  } finally {
    await end(collector);
    await end(backend);
    rmSync(folder, { recursive: true });
  }
}

/** Spans that arrive, when for longer than any batch waits no more do. */
async function drained(ports: Ports): Promise<number> {
  const quiet = 12_000;
  let [last, since] = [-1, Date.now()];
  for (
    const deadline = Date.now() + DRAIN_SECONDS * 1000;
    Date.now() < deadline;
    await sleep(500)
  ) {
    const now = await taken(ports);
    if (now !== last) [last, since] = [now, Date.now()];
    else if (Date.now() - since > quiet) break;
  }
  return last;
}

const program = await collectorProgram(collectors.core);
const generator = await goProgram(spanGenerator);
const work = mkdtempSync(join(tmpdir(), 'collector-bench-'));
const [grpc = 0, http = 0, backendGrpc = 0, backendHttp = 0, metrics = 0] = await freePorts(5);
const ports: Ports = { grpc, http, backendGrpc, backendHttp, metrics };
const costs: Record<string, Cost[]> = {};
try {
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, config] of Object.entries(variants(ports))) {
      const cost = await measure(name, config, ports, `${round}`);
      console.log(`${round}. ${name}: ${JSON.stringify(cost)}`);
      costs[name] = [...(costs[name] ?? []), cost];
    }
  }
} finally {
  rmSync(work, { recursive: true });
}
const rows = Object.fromEntries(
  Object.entries(costs).map(([name, list]) => {
    const seconds = Number(median(list.map((cost) => cost.cpuSeconds)).toFixed(2));
    return [
      name,
      {
        cpuSeconds: seconds,
        spansPerCoreSecond: Math.round(spans / seconds),
        peakMiB: Math.round(median(list.map((cost) => cost.peakMiB))),
        arrived: median(list.map((cost) => cost.arrived)),
      },
    ];
  }),
);
console.log(`${spans} spans, medians of ${rounds} rounds, ${cpus().length} cores`);
console.table(rows);
if (values.record) {
  const date = new Date().toISOString().slice(0, 10);
  const content = { date, collector: versions.collector, spans, rounds, costs: rows };
  mkdirSync('docs/measured', { recursive: true });
  writeFileSync(recordFile, `${JSON.stringify(content, undefined, 2)}\n`);
}
