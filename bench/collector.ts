// what our default collector costs against the article's, and what two of its choices cost: CPU time and memory of a real collector that takes
// the same spans over OTLP/gRPC and hands them to another, in interleaved rounds
import { type ChildProcess, spawn } from 'node:child_process';
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
import { parseArgs } from 'node:util';
import { versions } from '../src/upstream/operator/versions.ts';
import { at } from '../src/upstream/values/unknown.ts';
import { collectorProgram, goProgram } from '../test/cluster/harness/build.ts';
import { killAll, track } from '../test/cluster/harness/children.ts';
import { freePorts } from '../test/cluster/harness/free-ports.ts';
import { collectors, spanGenerator } from '../test/cluster/harness/programs.ts';
import { run } from '../test/cluster/harness/run-program.ts';
import { runSuite } from '../test/cluster/harness/run-suite.ts';
import { backendConfig, type Config, type Ports, variants } from './collector-configs.ts';
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
const work = mkdtempSync(join(tmpdir(), 'collector-bench-'));
let program = '';
let generator = '';

interface Cost {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly arrived: number;
  /** What it has written, to the network and to its log. */
  readonly writtenBytes: number;
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
  const child = track(spawn(program, ['--config', file], { stdio: ['ignore', log, log] }));
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

function writtenBytes({ pid }: ChildProcess): number {
  const [, bytes] = /^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8')) ?? [];
  return Number(bytes);
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
    const [before, written] = [cpuSeconds(collector), writtenBytes(collector)];
    const args = [`--address=127.0.0.1:${ports.grpc}`, `--spans=${spans}`];
    const { stdout } = await run(generator, args);
    const { accepted } = JSON.parse(stdout) as { accepted: number };
    if (accepted !== spans) throw new Error(`${name} took ${accepted} of ${spans}: ${stdout}`);
    const exporters = Object.keys(at(config, 'exporters') as Config);
    const sentTo = exporters.filter((id) => id.startsWith('otlp')).length;
    const arrived = await drained(ports, spans * sentTo);
    return {
      cpuSeconds: cpuSeconds(collector) - before,
      peakMiB: peakMiB(collector),
      arrived,
      writtenBytes: writtenBytes(collector) - written,
    };
  } finally {
    await end(collector);
    await end(backend);
    rmSync(folder, { recursive: true });
  }
}

/** Spans that arrive: all, or when for longer than any batch waits no more do. */
async function drained(ports: Ports, all: number): Promise<number> {
  const quiet = 12_000;
  let [last, since] = [-1, Date.now()];
  for (
    const deadline = Date.now() + DRAIN_SECONDS * 1000;
    Date.now() < deadline;
    await sleep(500)
  ) {
    const now = await taken(ports);
    if (now === all) return all;
    if (now !== last) [last, since] = [now, Date.now()];
    else if (Date.now() - since > quiet) break;
  }
  return last;
}

async function main(): Promise<number> {
  program = await collectorProgram(collectors.core);
  generator = await goProgram(spanGenerator);
  const [grpc = 0, http = 0, backendGrpc = 0, backendHttp = 0, metrics = 0] = await freePorts(5);
  const ports: Ports = { grpc, http, backendGrpc, backendHttp, metrics };
  const costs: Record<string, Cost[]> = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, config] of Object.entries(variants(ports))) {
      const cost = await measure(name, config, ports, `${round}`);
      console.log(`${round}. ${name}: ${JSON.stringify(cost)}`);
      costs[name] = [...(costs[name] ?? []), cost];
    }
  }
  const rows = rowsOf(costs);
  console.log(`${spans} spans, medians of ${rounds} rounds, ${cpus().length} cores`);
  console.table(rows);
  if (values.record) record(rows);
  return 0;
}

function rowsOf(costs: Readonly<Record<string, readonly Cost[]>>) {
  const middle = (list: readonly Cost[], value: keyof Cost) =>
    median(list.map((cost) => cost[value]));
  return Object.fromEntries(
    Object.entries(costs).map(([name, list]) => {
      const seconds = Number(middle(list, 'cpuSeconds').toFixed(2));
      return [
        name,
        {
          cpuSeconds: seconds,
          spansPerCoreSecond: Math.round(spans / seconds),
          peakMiB: Math.round(middle(list, 'peakMiB')),
          arrived: middle(list, 'arrived'),
          writtenBytesPerSpan: Math.round(middle(list, 'writtenBytes') / spans),
        },
      ];
    }),
  );
}

function record(costs: ReturnType<typeof rowsOf>): void {
  const date = new Date().toISOString().slice(0, 10);
  const content = { date, collector: versions.collector, spans, rounds, costs };
  mkdirSync('docs/measured', { recursive: true });
  writeFileSync(recordFile, `${JSON.stringify(content, undefined, 2)}\n`);
}

process.once('exit', () => {
  killAll();
  rmSync(work, { recursive: true });
});
await runSuite(main);
