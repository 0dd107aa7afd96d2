import { App, Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector, type OtelCollectorProps } from '../../../src/index.ts';

function synth(props: Partial<OtelCollectorProps>): string {
  const chart = new Chart(new App(), 'test');
  new OtelCollector(chart, 'Collector', {
    namespace: 'tracing',
    exportTo: [],
    exporters: { file: { path: '/data/spans.json' } },
    ...props,
  });
  return JSON.stringify(Testing.synth(chart));
}

// tsc wants each of these mistakes; where no types are checked, the guard finds them
test('a misspelt setting of a component that is known does not compile', () => {
  const misspelt = [
    () =>
      synth({
        processors: {
          // @ts-expect-error it is `extract`
          k8s_attributes: { extrakt: { metadata: ['k8s.pod.name'] } },
        },
      }),
    () =>
      synth({
        exporters: {
          // @ts-expect-error it is `flush_interval`, also of a second one
          'file/archive': { path: '/data/archive.json', flush_intervall: '5s' },
        },
      }),
    () =>
      synth({
        extensions: {
          // @ts-expect-error it is `directory`
          file_storage: { folder: '/data' },
        },
      }),
  ];
  for (const one of misspelt) expect(one).toThrow(/' is not a setting/);
});

test('a value of another kind does not compile', () => {
  // @ts-expect-error a number is wanted
  expect(() => synth({ batch: { send_batch_size: 'many' } })).toThrow(
    "send_batch_size must be a number, got 'many'",
  );
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the collector
const most = '${env:MOST}';

test('settings may come out of the environment, and components of others have any', () => {
  const manifest = synth({
    protocols: ['otlp-grpc'],
    receivers: {
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317', max_recv_msg_size_mib: most } } },
    },
    processors: {
      'attributes/team': { actions: [{ key: 'team', action: 'upsert', value: 'a' }] },
      our_own: { anything: { at: ['all'] } },
    },
  });
  expect(manifest).toContain('"our_own":{"anything":{"at":["all"]}}');
  expect(manifest).toContain(`"max_recv_msg_size_mib":"${most}"`);
});
