import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as HttpExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { parseYaml, printYaml } from '../../../src/yaml.ts';
import { collectorProgram } from '../harness/build.ts';
import type { Checks } from '../harness/checks.ts';
import { freePorts } from '../harness/free-ports.ts';
import { LocalProcess } from '../harness/local-process.ts';
import { at } from '../harness/objects.ts';
import { collectors } from '../harness/programs.ts';
import { collectorBinary, environmentOf, idsOf, type RenderedConfig } from './collector.ts';

const READY_SECONDS = 30;
const DELIVERY_SECONDS = 40;

/**
 * Starts a collector with a rendered configuration, with nothing changed but addresses, sends it a span over each OTLP
 * protocol by the OpenTelemetry SDK, and waits for both at a stand-in backend: a second collector that writes to a file.
 */
export async function checkSpans(
  checks: Checks,
  rendered: RenderedConfig,
  folder: string,
): Promise<void> {
  const title = `${rendered.stack}: spans sent over gRPC and HTTP arrive at the backend`;
  await checks.check('collector', title, async () => {
    const binary = await collectorBinary(rendered.collector);
    if (binary === undefined) throw new Error('no such collector is built here');
    const [grpcIn = 0, httpIn = 0, grpcOut = 0, httpOut = 0] = await freePorts(4);
    const backend = await startBackend(folder, grpcOut, httpOut);
    const config = parseYaml(rendered.text, 'config')[0]?.value;
    const files = [
      write(folder, 'collector.yaml', rendered.text),
      write(
        folder,
        'addresses.yaml',
        printYaml([addresses(config, { grpcIn, httpIn, grpcOut, httpOut })]),
      ),
    ];
    const collector = new LocalProcess({
      name: 'collector',
      program: binary,
      args: files.map((file) => `--config=${file}`),
      logs: folder,
      env: environmentOf(rendered.collector),
    });
    try {
      await collector.waitUntil(async () => isReady(collector), READY_SECONDS);
      await send('over gRPC', new GrpcExporter({ url: `http://127.0.0.1:${grpcIn}` }));
      await send('over HTTP', new HttpExporter({ url: `http://127.0.0.1:${httpIn}/v1/traces` }));
      const received = (): string =>
        existsSync(backend.file) ? readFileSync(backend.file, 'utf8') : '';
      await collector.waitUntil(
        async () =>
          ['over gRPC', 'over HTTP'].every((name) => received().includes(`"name":"${name}"`)),
        DELIVERY_SECONDS,
      );
    } finally {
      await collector.stop();
      await backend.process.stop();
    }
  });
}

async function startBackend(
  folder: string,
  grpc: number,
  http: number,
): Promise<{ process: LocalProcess; file: string }> {
  const file = join(folder, 'received.json');
  const config = {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `127.0.0.1:${grpc}` },
          http: { endpoint: `127.0.0.1:${http}` },
        },
      },
    },
    exporters: { file: { path: file } },
    service: {
      telemetry: { metrics: { level: 'none' } },
      pipelines: { traces: { receivers: ['otlp'], exporters: ['file'] } },
    },
  };
  const backend = new LocalProcess({
    name: 'backend',
    program: await collectorProgram(collectors.core),
    args: [`--config=${write(folder, 'backend.yaml', printYaml([config]))}`],
    logs: folder,
  });
  await backend.waitUntil(async () => isReady(backend), READY_SECONDS);
  return { process: backend, file };
}

/** What has to differ outside of a cluster: where the collector listens, and where its backends are. */
function addresses(
  config: unknown,
  ports: { grpcIn: number; httpIn: number; grpcOut: number; httpOut: number },
): object {
  const exporters = idsOf(config, 'exporters').flatMap((id): [string, object][] => {
    if (/^otlp(_grpc)?(\/|$)/.test(id)) return [[id, { endpoint: `127.0.0.1:${ports.grpcOut}` }]];
    if (/^otlp_?http(\/|$)/.test(id))
      return [[id, { endpoint: `http://127.0.0.1:${ports.httpOut}` }]];
    return [];
  });
  return {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `127.0.0.1:${ports.grpcIn}` },
          http: { endpoint: `127.0.0.1:${ports.httpIn}` },
        },
      },
    },
    exporters: Object.fromEntries(exporters),
    service: { telemetry: { metrics: { level: 'none', ...withoutReaders(config) } } },
  };
}

/** The operator adds a reader on a fixed port, which level `none` does not allow. */
function withoutReaders(config: unknown): object {
  const readers = at(config, 'service', 'telemetry', 'metrics', 'readers');
  return readers === undefined ? {} : { readers: [] };
}

function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function isReady(collector: LocalProcess): boolean {
  return collector.output().includes('Everything is ready.');
}

async function send(name: string, exporter: SpanExporter): Promise<void> {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'cluster-test' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  provider.getTracer('cluster-test').startSpan(name).end();
  await provider.forceFlush();
  await provider.shutdown();
}
