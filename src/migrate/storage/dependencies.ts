import type { Jaeger } from '../../model/jaeger/instances.ts';
import { jaegerNames } from '../../upstream/jaeger/names.ts';
import { imageProblem } from '../../upstream/kubernetes/image.ts';
import { at, list, own, record, scalarText, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Draft } from '../output/draft.ts';
import type { PodSetting } from '../source/component.ts';
import { settingsOf } from '../source/custom-resource.ts';

type Props = Record<string, unknown>;

/** Environment variables of the job, by the field that gives them (jaeger-operator v1.65.0 pkg/cronjob/spark_dependencies.go). */
const variables: Readonly<Record<string, string>> = {
  sparkMaster: 'SPARK_MASTER',
  javaOpts: 'JAVA_OPTS',
  cassandraClientAuthEnabled: 'CASSANDRA_CLIENT_AUTH_ENABLED',
  elasticsearchClientNodeOnly: 'ES_CLIENT_NODE_ONLY',
  elasticsearchNodesWanOnly: 'ES_NODES_WAN_ONLY',
  elasticsearchTimeRange: 'ES_TIME_RANGE',
};

/** Has the service graph computed as before, where an image with a tag is named: Jaeger v2 has no job of its own for it. */
export function carryDependencies(
  jaeger: Jaeger,
  type: string,
  storage: Props,
  ledger: Ledger,
  draft: Draft,
): void {
  const path = ['spec', 'storage', 'dependencies'];
  const job = record(at(jaeger.spec, 'storage', 'dependencies'));
  const mark = (field: string) => ledger.at([...path, field]);
  if (!computesDependencies(jaeger)) {
    for (const field of Object.keys(job)) mark(field).dropped('no job computes the service graph');
    return;
  }
  const image = text(job.image);
  const problem =
    image === undefined
      ? 'no image of it is named, and that of the operator has no tag'
      : imageProblem('its image', image);
  if (problem !== undefined || image === undefined) {
    for (const field of Object.keys(job))
      mark(field).none(`no job computes the service graph: ${problem}`);
    draft.note(
      'nothing computes the service graph: the operator ran a job for it whose image has no tag; name one by storage.dependencies.image to have the job written',
    );
    return;
  }
  const settings = settingsOf(jaeger.object.value, [path, ['spec']], ledger);
  const name = `${draft.name}-spark-dependencies`;
  draft.objects.push({
    step: 'collector',
    id: 'SparkDependencies',
    object: cronJob(name, image, job, type, storage, settings, draft),
  });
  for (const field of Object.keys(job)) {
    if (field === 'livenessProbe') mark(field).dropped('a job has no probe');
    else mark(field).carried(`CronJob ${name}`);
  }
  for (const setting of settings) setting.mark.carried(`CronJob ${name}`);
}

function cronJob(
  name: string,
  image: string,
  job: Props,
  type: string,
  storage: Props,
  settings: readonly PodSetting[],
  draft: Draft,
): Props {
  const all = (field: PodSetting['field']) =>
    settings.filter((one) => one.field === field).map(({ value }) => value);
  const keyed = (field: PodSetting['field']) => {
    const entries = settings
      .filter((one) => one.field === field)
      .map(({ key = '', value }): [string, unknown] => [key, value]);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  };
  const some = (values: unknown[]) => (values.length === 0 ? undefined : values);
  const limits = keyed('limits');
  const requests = keyed('requests');
  return given({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace: draft.namespace },
    spec: given({
      schedule: text(job.schedule) ?? '55 23 * * *',
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit: job.successfulJobsHistoryLimit,
      jobTemplate: {
        spec: given({
          backoffLimit: job.backoffLimit,
          ttlSecondsAfterFinished: job.ttlSecondsAfterFinished,
          template: given({
            metadata: keyedMetadata(keyed('podAnnotations'), keyed('labels')),
            spec: given({
              restartPolicy: 'Never',
              automountServiceAccountToken: false,
              serviceAccountName: all('serviceAccount')[0],
              securityContext: all('podSecurityContext')[0],
              imagePullSecrets: some(all('imagePullSecrets')),
              affinity: all('affinity')[0],
              tolerations: some(all('tolerations')),
              volumes: some([...list(job.volumes)]),
              containers: [
                given({
                  name: 'spark-dependencies',
                  image,
                  imagePullPolicy: all('imagePullPolicy')[0],
                  env: environment(job, type, storage),
                  volumeMounts: some([...list(job.volumeMounts)]),
                  securityContext: all('securityContext')[0],
                  resources: limits || requests ? given({ limits, requests }) : undefined,
                }),
              ],
            }),
          }),
        }),
      },
    }),
  });
}

function environment(job: Props, type: string, storage: Props): unknown[] {
  const prefix = text(storage.indexPrefix);
  const isBehindAliases =
    own(storage.rotation, 'manualRollover') ?? own(storage.rotation, 'autoRollover');
  const ofStorage: Readonly<Record<string, string | undefined>> =
    type === 'cassandra'
      ? {
          CASSANDRA_CONTACT_POINTS: list(storage.servers ?? storage.contactPoints).join(','),
          CASSANDRA_KEYSPACE: text(storage.keyspace),
        }
      : {
          ES_NODES: list(storage.serverUrls).join(','),
          ES_INDEX_PREFIX: prefix,
          ES_USE_ALIASES: isBehindAliases ? 'true' : undefined,
        };
  const secret = text(storage.secretName);
  const server = type === 'cassandra' ? 'CASSANDRA' : 'ES';
  return [
    { name: 'STORAGE', value: type },
    ...Object.entries(ofStorage).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    ...Object.entries(variables).flatMap(([field, name]) => {
      const value = scalarText(job[field]);
      return value === undefined || value === '' ? [] : [{ name, value }];
    }),
    ...(secret === undefined
      ? []
      : [`${server}_USERNAME`, `${server}_PASSWORD`].map((name) => ({
          name,
          valueFrom: { secretKeyRef: { name: secret, key: name } },
        }))),
  ];
}

function keyedMetadata(annotations: Props | undefined, labels: Props | undefined) {
  return annotations || labels ? given({ annotations, labels }) : undefined;
}

/** A mapping without what is not there. */
function given(fields: Props): Props {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Whether the operator makes the job that computes the service graph. */
function computesDependencies({ name, objects }: Jaeger): boolean {
  const { sparkDependencies } = jaegerNames(name);
  return objects.some((object) => object.kind === 'CronJob' && object.name === sparkDependencies);
}
