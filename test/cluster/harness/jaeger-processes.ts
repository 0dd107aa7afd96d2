import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Collector } from '../../../src/model/collector/instances.ts';
import { healthPath, jaegerV2Ports } from '../../../src/upstream/jaeger/v2/servers.ts';
import { printYaml } from '../../../src/yaml.ts';
import { freePorts } from './free-ports.ts';
import { LocalProcess } from './local-process.ts';
import { writeMounted } from './mounted-files.ts';
import { at, type KubeObject, listAt } from './objects.ts';

const READY_SECONDS = 60;
const OTLP_HTTP = 4318;

/** A Jaeger that runs here. */
export interface RunningJaeger {
  readonly process: LocalProcess;
  /** Where it takes spans over OTLP/HTTP, or answers queries. */
  readonly url: string;
  /** Where it tells its metrics. */
  readonly metricsUrl: string;
}

/**
 * Starts the collector of a Jaeger v1 with the arguments and the environment of its Deployment; only where it listens is changed.
 */
export async function startCollectorV1(
  program: string,
  deployment: KubeObject,
  objects: readonly KubeObject[],
  logs: string,
): Promise<RunningJaeger> {
  const [otlp = 0, ...ports] = await freePorts(6);
  const [otlpGrpc, grpc, http, zipkin, admin] = ports.map((port) => `127.0.0.1:${port}`);
  const addresses = [
    `--collector.otlp.http.host-port=127.0.0.1:${otlp}`,
    `--collector.otlp.grpc.host-port=${otlpGrpc}`,
    `--collector.grpc-server.host-port=${grpc}`,
    `--collector.http-server.host-port=${http}`,
    `--collector.zipkin.host-port=${zipkin}`,
  ];
  const jaeger = { name: 'collector-v1', program, args: argumentsOf(deployment, objects, logs) };
  return startV1(jaeger, deployment, logs, otlp, admin ?? '', addresses);
}

/** Starts the query of a Jaeger v1, in the same way. */
export async function startQueryV1(
  program: string,
  deployment: KubeObject,
  objects: readonly KubeObject[],
  logs: string,
): Promise<RunningJaeger> {
  const [http = 0, ...ports] = await freePorts(3);
  const [grpc, admin] = ports.map((port) => `127.0.0.1:${port}`);
  const addresses = [
    `--query.http-server.host-port=127.0.0.1:${http}`,
    `--query.grpc-server.host-port=${grpc}`,
  ];
  const jaeger = { name: 'query-v1', program, args: argumentsOf(deployment, objects, logs) };
  return startV1(jaeger, deployment, logs, http, admin ?? '', addresses);
}

/** Arguments of a Deployment's container, which name mounted files where they are here. */
function argumentsOf(
  deployment: KubeObject,
  objects: readonly KubeObject[],
  logs: string,
): string[] {
  const pod = at(deployment, 'spec', 'template', 'spec');
  const [container] = listAt(pod, 'containers');
  const mounts = listAt(container, 'volumeMounts');
  const moved = writeMounted(listAt(pod, 'volumes'), mounts, objects, join(logs, 'mounted'));
  return listAt(container, 'args').map((one) => moved(String(one)));
}

async function startV1(
  { name, program, args }: { name: string; program: string; args: readonly string[] },
  deployment: KubeObject,
  logs: string,
  port: number,
  admin: string,
  addresses: readonly string[],
): Promise<RunningJaeger> {
  const [container] = listAt(deployment, 'spec', 'template', 'spec', 'containers');
  const env = listAt(container, 'env').flatMap((one): [string, string][] => {
    const value = at(one, 'value');
    return typeof value === 'string' ? [[String(at(one, 'name')), value]] : [];
  });
  const process = new LocalProcess({
    name,
    program,
    // of a flag that is there twice, the last one counts
    args: [...args, ...addresses, `--admin.http.host-port=${admin}`],
    logs,
    env: Object.fromEntries(env),
  });
  await process.waitUntil(() => answers(`http://${admin}/`), READY_SECONDS);
  return { process, url: `http://127.0.0.1:${port}`, metricsUrl: `http://${admin}/metrics` };
}

/** Starts a Jaeger v2 with the configuration of its custom resource; only where it listens is changed. */
export async function startV2(
  program: string,
  { name, config, object, env }: Collector,
  objects: readonly KubeObject[],
  logs: string,
): Promise<RunningJaeger> {
  const spec = at(object.value, 'spec');
  const mounts = listAt(spec, 'volumeMounts');
  const moved = writeMounted(listAt(spec, 'volumes'), mounts, objects, join(logs, 'mounted-v2'));
  const { text, portOf } = await onFreePorts(moved(printYaml([config?.value])));
  const path = join(logs, `${name}.yaml`);
  writeFileSync(path, text);
  const [telling = 0] = await freePorts(1);
  const prometheus = { host: '127.0.0.1', port: telling };
  const metrics = { readers: [{ pull: { exporter: { prometheus } } }] };
  const metricsPath = join(logs, `${name}-metrics.yaml`);
  writeFileSync(metricsPath, printYaml([{ service: { telemetry: { metrics } } }]));
  const process = new LocalProcess({
    name,
    program,
    args: [`--config=${path}`, `--config=${metricsPath}`],
    logs,
    env: plainVariables(env),
  });
  const health = `http://127.0.0.1:${portOf(jaegerV2Ports.health)}${healthPath}`;
  await process.waitUntil(() => answers(health), READY_SECONDS);
  const url = `http://127.0.0.1:${portOf(jaegerV2Ports.query) ?? portOf(OTLP_HTTP)}`;
  return { process, url, metricsUrl: `http://127.0.0.1:${telling}/metrics` };
}

/** Has each listener of a configuration listen on a free loopback port in the place of its own. */
async function onFreePorts(
  text: string,
): Promise<{ text: string; portOf: (port: number) => number | undefined }> {
  const listening = /\b0\.0\.0\.0:(\d+)/g;
  const ports = [...new Set([...text.matchAll(listening)].map(([, port]) => Number(port)))];
  const free = await freePorts(ports.length);
  const portOf = (port: number) => free[ports.indexOf(port)];
  return {
    text: text.replaceAll(listening, (_, port: string) => `127.0.0.1:${portOf(Number(port))}`),
    portOf,
  };
}

function plainVariables(env: Collector['env']): Record<string, string> {
  return Object.fromEntries(
    env.flatMap(({ name, value }): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    // nothing listens yet
    return false;
  }
}
