import { readDifferencePicture } from '../../src/difference/clusters.ts';
import { readClustersGraph } from '../../src/graph/clusters.ts';
import { svg } from '../../src/graph/drawing/svg.ts';
import { html } from '../../src/graph/page/html.ts';
import { lintClusters } from '../../src/lint/clusters.ts';
import type { ManifestText } from '../../src/lint/manifests.ts';
import { printYaml } from '../../src/yaml.ts';
import { synth } from '../stacks.ts';

/** A picture in both of its forms. */
export interface Picture {
  readonly svg: string;
  readonly html: string;
}

/** Draws manifests. */
export async function picture(texts: readonly ManifestText[]): Promise<Picture> {
  const { clusters } = lintClusters(texts);
  const graph = readClustersGraph(clusters);
  const models = new Map(clusters.map(({ folder, model }) => [folder, model]));
  return { svg: await svg(graph), html: await html(graph, { now: models }) };
}

/** Draws what comes, goes and changes between two states. */
export async function differencePicture(
  before: readonly ManifestText[],
  after: readonly ManifestText[],
): Promise<Picture> {
  const [old, now] = [lintClusters(before).clusters, lintClusters(after).clusters];
  const graph = readDifferencePicture(old, now);
  const models = {
    before: new Map(old.map(({ folder, model }) => [folder, model])),
    now: new Map(now.map(({ folder, model }) => [folder, model])),
  };
  return { svg: await svg(graph), html: await html(graph, models) };
}

/** Draws a stack of the repository. */
export async function stackPicture(stack: string): Promise<Picture> {
  return picture([...(await synth(stack))].map(([file, text]) => ({ file, text })));
}

/** Objects as a file. */
export function file(...objects: readonly object[]): ManifestText {
  return { file: 'all.yaml', text: printYaml(objects) };
}

/** A collector with settings that work, but for what is given. */
export function collector(name: string, namespace: string, config: object = {}): object {
  return {
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: { name, namespace },
    spec: {
      config: {
        receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
        exporters: { otlp: { endpoint: 'tempo.example.com:4317' } },
        service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['otlp'] } } },
        ...config,
      },
    },
  };
}

/** A Deployment whose application is told where to send its spans. */
export function application(name: string, namespace: string, endpoint: string): object {
  const labels = { app: name };
  const env = [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: endpoint }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image: 'example.com/app:1.0.0', env }] },
      },
    },
  };
}

/** Two hundred nodes: applications of ten namespaces, each with a collector, which all feed one. */
export function twoHundred(): ManifestText {
  const teams = Array.from({ length: 10 }, (_, index) => `team-${index}`);
  const gateway = {
    exporters: { otlp: { endpoint: 'gateway-collector.tracing:4317', tls: { insecure: true } } },
  };
  const applications = teams.flatMap((team) =>
    Array.from({ length: 19 }, (_, index) =>
      application(`application-${index}`, team, 'http://agent-collector:4317'),
    ),
  );
  return file(
    collector('gateway', 'tracing'),
    ...teams.map((team) => collector('agent', team, gateway)),
    ...applications,
  );
}

/** Two applications of two namespaces, and the collector that both send to. */
export function twoTeams(): ManifestText {
  return file(
    collector('second', 'tracing'),
    application('shop', 'shop', 'http://second-collector.tracing:4317'),
    application('bank', 'bank', 'http://second-collector.tracing:4317'),
  );
}

/** A stack in which much is wrong: ports, names, TLS, components that are not there. */
export function mistakes(): ManifestText {
  return file(
    collector('otel', 'tracing', {
      receivers: { otlp: { protocols: { grpc: { endpoint: 'localhost:4317' } } }, zipkin: {} },
      processors: { memory_limiter: {}, batch: { send_batch_size: 9, send_batch_max_size: 3 } },
      exporters: {
        otlp: { endpoint: 'http://second-collector:4318' },
        'otlp/nowhere': { endpoint: 'secnod-collector:4317' },
        logging: {},
      },
      service: {
        pipelines: {
          traces: {
            receivers: ['otlp', 'zipkin'],
            processors: ['batch', 'memory_limiter', 'tail_smapling'],
            exporters: ['otlp', 'otlp/nowhere', 'logging', 'otlp/unknown'],
          },
        },
      },
    }),
    collector('second', 'tracing'),
    application('shop', 'shop', 'http://otel-collector.tracing:4318'),
    application('cart', 'shop', 'https://otel-collector.tracing:4317'),
  );
}

/** Names that are markup, or commands, to what shows them, and longer than what one expects. */
export function hostile(): ManifestText {
  const markup = '</script><script>hacked=1</script><img src=x onerror=hacked=2>"\'&]]>';
  return file(
    collector(markup, markup, {
      exporters: { [`otlp/${markup}`]: { endpoint: 'tempo.example.com:4317' } },
      service: {
        pipelines: {
          [`traces/${markup}`]: { receivers: ['otlp'], exporters: [`otlp/${markup}`] },
        },
      },
    }),
    application(`${'x'.repeat(253)}`, markup, 'http://user:hunter2@tempo.example.com:4317'),
    application('上海\u202eevil\u0000', '上海', 'http://tempo.example.com:4317'),
  );
}
