import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { elasticsearch } from '../../../src/constructs/elasticsearch/storage.ts';
import { memory } from '../../../src/constructs/jaeger/local-storage.ts';
import { Jaeger } from '../../../src/constructs/jaeger/v1/instance.ts';
import { printYaml } from '../../../src/yaml.ts';
import type { Checks } from '../harness/checks.ts';
import { at, type KubeObject, listAt, readManifest } from '../harness/objects.ts';
import { type Stack, stackOf } from '../harness/stacks.ts';
import type { OperatedStack } from './operated.ts';

/** A stack with every endpoint that our constructs can hand out. */
export function promisingStack(
  base: Stack,
  folder: string,
): { stack: Stack; promised: Endpoint[] } {
  const chart = new Chart(Testing.app(), 'promised');
  const namespace = 'tracing';
  const storage = elasticsearch({ serverUrls: ['http://es:9200'], indexPrefix: 'promised' });
  const jaeger = new Jaeger(chart, 'Jaeger', { namespace, name: 'promised-jaeger', storage });
  const kafka = { brokers: ['kafka:9092'] } as const;
  const jaegers = [
    jaeger,
    new Jaeger(chart, 'Streaming', { namespace, name: 'promised-streaming', storage, kafka }),
    new Jaeger(chart, 'AllInOne', { namespace, name: 'promised-one', storage: memory() }),
  ];
  const protocols = [
    'otlp-grpc',
    'otlp-http',
    'jaeger-grpc',
    'jaeger-thrift-http',
    'zipkin',
  ] as const;
  const collector = new OtelCollector(chart, 'Collector', {
    namespace,
    name: 'promised',
    protocols,
    exportTo: [jaeger.otlpGrpc],
  });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'promised.yaml');
  writeFileSync(path, printYaml(Testing.synth(chart)));
  return {
    stack: stackOf('promises', [readManifest(path, 'promised.yaml')], [base]),
    promised: [
      ...jaegers.flatMap(({ otlpGrpc, otlpHttp, thriftHttp, sampling, query }) => [
        otlpGrpc,
        otlpHttp,
        thriftHttp,
        sampling,
        query,
      ]),
      ...protocols.map((protocol) => collector.endpoint(protocol)),
    ],
  };
}

/** Every promised endpoint is a port of a Service that the operator has created. */
export async function checkPromises(
  checks: Checks,
  { resources }: OperatedStack,
  promised: readonly Endpoint[],
): Promise<void> {
  const created = resources.flatMap((resource) => resource.created);
  for (const endpoint of promised) {
    const title = `${endpoint.address('')} takes ${endpoint.protocol}`;
    await checks.check('operators', title, () => {
      if (!created.some((object) => serves(object, endpoint))) {
        throw new Error(
          `no Service ${endpoint.namespace}/${endpoint.host} has port ${endpoint.port}`,
        );
      }
    });
  }
}

/** Whether an object is the Service that an endpoint stands for. */
export function serves(object: KubeObject, endpoint: Endpoint): boolean {
  const { kind, metadata } = object;
  return (
    kind === 'Service' &&
    metadata.name === endpoint.host &&
    metadata.namespace === endpoint.namespace &&
    listAt(object, 'spec', 'ports').some(
      (port) => at(port, 'port') === endpoint.port && at(port, 'protocol') === 'TCP',
    )
  );
}
