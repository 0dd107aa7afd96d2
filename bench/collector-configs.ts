// configurations of collectors that bench/collector.ts compares
import { Chart, Testing } from 'cdk8s';
import { Endpoint, guard, OtelCollector, type OtelCollectorProps } from '../src/index.ts';
import { at, replaceAt } from '../src/upstream/values/unknown.ts';

/** What a collector reads. */
export type Config = Readonly<Record<string, unknown>>;

/** Ports of this run. */
export interface Ports {
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

/** What is compared, by name. */
export function variants(ports: Ports): Record<string, Config> {
  const ours = configOf({}, ports);
  // the names and addresses of today; what it does is the article's
  const article = {
    limitMemory: false,
    memoryLimiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 15 },
    batch: { send_batch_size: 10_000, timeout: '10s' },
  };
  const none = { compression: 'none' };
  return {
    'the default': ours,
    "the article's": configOf({ ...article, debug: 'detailed' }, ports, true),
    "the article's without its log": configOf(article, ports, true),
    'the default, batching in the queue': queueing(ours),
    'the default, without gzip': exporting(ours, none),
    'the default, both': exporting(queueing(ours), none),
  };
}

/** Takes spans, counts them and forgets them. */
export function backendConfig(ports: Ports): Config {
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
