import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import { elasticsearch } from '../../../src/constructs/elasticsearch/storage.ts';
import type { ReceiverTls } from '../../../src/constructs/jaeger/receiver-tls.ts';
import { Jaeger } from '../../../src/constructs/jaeger/v1/instance.ts';
import { JaegerV2 } from '../../../src/constructs/jaeger/v2/instance.ts';
import { guard } from '../../../src/guard.ts';
import { badger, memory } from '../../../src/index.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { rounds } from '../../seed.ts';
import { findings } from '../collector/synth.ts';

const storages = {
  indices: elasticsearch({ serverUrls: ['https://es.example.com:9200'], retentionDays: 7 }),
  // which make all in one pod
  memory: memory(),
  badger: badger({ volumeSize: '1Gi' }),
};

/** Certificates in all ways that the types allow, mostly such as make sense. */
const receiverTls: fc.Arbitrary<ReceiverTls | undefined> = fc.constantFrom(
  undefined,
  { issuer: { name: 'tracing-ca' } },
  { issuer: { name: 'tracing-ca', kind: 'ClusterIssuer' as const } },
  { serverSecretName: 'jaeger-server', clientSecretName: 'jaeger-client' },
  { serverSecretName: 'same', clientSecretName: 'same' },
  { serverSecretName: 'jaeger-server' },
  { issuer: { name: 'tracing-ca' }, clientSecretName: 'jaeger-client' },
  { serverSecretName: 'A', clientSecretName: 'b' },
  {},
);

const drawn = fc.record({
  version: fc.constantFrom('v1' as const, 'v2' as const),
  storage: fc.constantFrom(...(Object.keys(storages) as (keyof typeof storages)[])),
  receiverTls,
  name: fc.constantFrom('jaeger', 'traces', 'a-name-that-is-rather-long'),
  clusterDomain: fc.constantFrom(undefined, 'cluster.example'),
  kafka: fc.constantFrom(undefined, undefined, { brokers: ['kafka.example.com:9092'] as const }),
  protocols: fc.constantFrom(
    undefined,
    ['otlp-grpc', 'zipkin'] as const,
    ['otlp-http'] as const,
    ['zipkin'] as const,
  ),
  layout: fc.constantFrom(undefined, 'one' as const, 'split' as const),
  sendsFrom: fc.constantFrom('tracing', 'shop'),
  mode: fc.constantFrom(undefined, 'daemonset' as const, 'sidecar' as const),
  over: fc.constantFrom('otlpGrpc' as const, 'otlpHttp' as const),
});

test('whatever the types allow of certificates is refused by construct and prop, or has no findings', () => {
  let secured = 0;
  fc.assert(
    fc.property(drawn, (props) => {
      const { version, storage, kafka, protocols, layout, sendsFrom, mode, over, ...rest } = props;
      const chart = new Chart(Testing.app(), 'test');
      guard(chart.node.root, 'off');
      const own = { ...rest, namespace: 'tracing', storage: storages[storage], kafka };
      try {
        const jaeger =
          version === 'v1'
            ? new Jaeger(chart, 'Jaeger', own)
            : new JaegerV2(chart, 'Jaeger', { ...own, protocols, layout } as never);
        const backend = jaeger[over];
        if (backend !== undefined) {
          const { clusterDomain } = rest;
          const namespace = sendsFrom;
          new OtelCollector(chart, 'Collector', {
            namespace,
            exportTo: [backend],
            mode,
            clusterDomain,
          });
        }
      } catch (error) {
        expect(String(error)).toMatch(/^Error: test\/(?:Jaeger|Collector): \w+/);
        expect(error).not.toBeInstanceOf(TypeError);
        return;
      }
      const objects = Testing.synth(chart);
      expect(findings(objects)).toEqual([]);
      if (rest.receiverTls === undefined) return;
      secured += 1;
      // both ends say the same
      const { edges } = modelOfObjects(objects);
      for (const { sender, target } of edges) {
        if (!sender.label.startsWith('otlp_') || target.kind !== 'service') continue;
        expect([sender.tls, target.port?.tls]).toEqual([true, true]);
      }
    }),
    { numRuns: rounds(150) },
  );
  // not because most were refused
  expect(secured).toBeGreaterThan(10);
}, 300_000);
