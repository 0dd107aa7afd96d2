import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../../src/constructs/elasticsearch/storage.ts';
import { Jaeger } from '../../../src/constructs/jaeger/v1/instance.ts';
import type { JaegerProps } from '../../../src/constructs/jaeger/v1/props.ts';
import { JaegerV2 } from '../../../src/constructs/jaeger/v2/instance.ts';
import type { JaegerV2Props } from '../../../src/constructs/jaeger/v2/props.ts';

const storage = elasticsearch({
  serverUrls: ['https://es.example.com:9200'],
  caSecretName: 'es-ca',
  retentionDays: 7,
});
const volumes = [{ name: 'data', emptyDir: {} }];
const mount = (name: string, mountPath: string) => [{ name, mountPath }];

/** The first volume that the cleaner has of its own. */
function cleanersOwn() {
  const chart = Testing.chart();
  new JaegerV2(chart, 'Jaeger', { namespace: 'tracing', storage });
  const cleaner = Testing.synth(chart).find(({ kind }) => kind === 'CronJob');
  const [container] = cleaner.spec.jobTemplate.spec.template.spec.containers;
  return container.volumeMounts[0] as { readonly name: string; readonly mountPath: string };
}

test('jobs have volumes of their own', () => {
  const { name, mountPath } = cleanersOwn();
  const jobs = (pod: NonNullable<JaegerV2Props['pods']>['jobs']) => () =>
    new JaegerV2(Testing.chart(), 'Jaeger', { namespace: 'tracing', storage, pods: { jobs: pod } });
  expect(jobs({ volumes: [{ name, emptyDir: {} }] })).toThrow(
    `test/Jaeger: pods.jobs.volumes must have one called ${name}, got two`,
  );
  expect(jobs({ volumes, volumeMounts: mount('data', mountPath) })).toThrow(
    `test/Jaeger: pods.jobs.volumeMounts must have ${mountPath} once, got it twice`,
  );
  expect(jobs({ securityContext: { runAsUser: 0 } })).toThrow(
    'test/Jaeger: pods.jobs.securityContext.runAsUser must not be 0 with runAsNonRoot: true',
  );
  expect(jobs({ volumes, volumeMounts: mount(name, '/more') })).not.toThrow();
});

test('pods of Jaeger v2 have folders of their own', () => {
  const query = (mountPath: string) => () =>
    new JaegerV2(Testing.chart(), 'Jaeger', {
      namespace: 'tracing',
      storage,
      pods: { query: { volumes, volumeMounts: mount('data', mountPath) } },
    });
  expect(query('/tmp')).toThrow('pods.query.volumeMounts must have /tmp once, got it twice');
  expect(query('/conf')).toThrow('pods.query.volumeMounts must have /conf once, got it twice');
  expect(query('/data')).not.toThrow();
});

test('a component of Jaeger v1 has the mounts of all pods, too', () => {
  const jaeger = (pods: JaegerProps['pods']) => () =>
    new Jaeger(Testing.chart(), 'Jaeger', { namespace: 'tracing', storage, pods });
  const all = { volumes, volumeMounts: mount('data', '/data') };
  const other = { volumes: [{ name: 'other', emptyDir: {} }] };
  expect(jaeger({ all, query: { ...other, volumeMounts: mount('other', '/data') } })).toThrow(
    'pods.query.volumeMounts must have /data once, got it twice',
  );
  // the operator takes that of the component, of two mounts of one volume
  expect(jaeger({ all, query: { volumeMounts: mount('data', '/data') } })).not.toThrow();
  expect(jaeger({ collector: { securityContext: { privileged: true } } })).toThrow(
    'pods.collector.securityContext.allowPrivilegeEscalation must not be false with privileged: true',
  );
});
