import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { jaegerV2User } from '../../upstream/jaeger/v2/servers.ts';
import { indexAccess } from '../elasticsearch/access.ts';
import type { IndexStorage } from '../elasticsearch/storage.ts';
import { requesting } from '../kubernetes/container-resources.ts';
import { kubeObject, type Written } from '../kubernetes/kube-object.ts';
import { withPodProps } from '../kubernetes/own-pod.ts';
import type { PodProps } from '../kubernetes/pod.ts';
import type { OwnOfPods } from '../kubernetes/pod-checks.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';

/** What looks after the indices of a storage. */
export interface IndexJobs {
  readonly namespace: string;
  readonly storage: IndexStorage;
  readonly indexCleanerImage: string;
  readonly rolloverImage: string;
  /** Whether data for sampling is among the indices. */
  readonly sampling: boolean;
  /** Settings of the pods of the jobs. */
  readonly pod: PodProps;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Adds what deletes old indices each night, where the storage says how old; Jaeger v2 alone deletes none. */
export function addIndexCleaner(scope: Construct, name: string, jobs: IndexJobs): void {
  const { storage } = jobs;
  const cleaner = (days: number, archive: boolean, settings: Variables) =>
    container(jobs, archive, {
      name: 'es-index-cleaner',
      image: jobs.indexCleanerImage,
      arguments: [
        `${days}`,
        // an empty variable would count as none
        ...(storage.rotation?.periodic?.dateSeparator === '' ? ['--index-date-separator='] : []),
      ],
      settings,
    });
  const { retentionDays, archive, rotation } = storage;
  const containers = [
    ...(retentionDays === undefined
      ? []
      : [
          cleaner(retentionDays, false, {
            INDEX_DATE_SEPARATOR: rotation?.periodic?.dateSeparator || undefined,
            ROLLOVER: rotation?.manualRollover && 'true',
          }),
        ]),
    ...(archive?.retentionDays === undefined ? [] : [cleaner(archive.retentionDays, true, {})]),
  ];
  if (containers.length === 0) return;
  // as the operator of Jaeger v1 has it
  addCronJob(scope, 'IndexCleaner', name, '55 23 * * *', jobs, containers);
}

/** Adds what begins new indices, and what takes old ones out of searches, where jobs move the aliases. */
export function addRollover(
  scope: Construct,
  names: { readonly esRollover: string; readonly esLookback: string },
  jobs: IndexJobs,
): void {
  const { rotation, retentionDays } = jobs.storage;
  if (rotation?.manualRollover === undefined) return;
  // as the operator of Jaeger v1 has it
  const { schedule = '0 0 * * *', conditions } = rotation.manualRollover;
  const days = (archive: boolean) =>
    archive ? jobs.storage.archive?.retentionDays : retentionDays;
  const roll = (archive: boolean) =>
    rolloverContainer(jobs, archive, 'rollover', {
      CONDITIONS: conditions && JSON.stringify(conditions),
    });
  const look = (archive: boolean) =>
    rolloverContainer(jobs, archive, 'lookback', { UNIT: 'days', UNIT_COUNT: `${days(archive)}` });
  const forgets = targets(jobs.storage).filter((archive) => days(archive) !== undefined);
  addCronJob(scope, 'Rollover', names.esRollover, schedule, jobs, targets(jobs.storage).map(roll));
  addCronJob(scope, 'Lookback', names.esLookback, schedule, jobs, forgets.map(look));
}

/** Adds what makes the first indices and their aliases, once; without it, Jaeger writes into an index of the alias's name. */
export function addRolloverInit(scope: Construct, name: string, jobs: IndexJobs): void {
  const { storage, namespace } = jobs;
  const { manualRollover, autoRollover } = storage.rotation ?? {};
  if (!manualRollover && !autoRollover) return;
  const init = (archive: boolean) =>
    rolloverContainer(jobs, archive, 'init', {
      SHARDS: storage.shards?.toString(),
      REPLICAS: storage.replicas?.toString(),
      ES_USE_ILM: autoRollover && 'true',
      ES_ILM_POLICY_NAME: autoRollover?.policyName,
    });
  kubeObject('Job', scope, 'RolloverInit', {
    metadata: { name, namespace },
    spec: { backoffLimit: 6, template: podOf(jobs, targets(storage).map(init)) },
  });
}

/**
 * A container that ends well once the aliases are there: it asks for a new index under a condition that nothing meets, which
 * fails without them.
 */
export function aliasesContainer(jobs: IndexJobs, archive: boolean): Written<k8s.Container> {
  const never = { CONDITIONS: JSON.stringify({ max_age: '36500d' }) };
  const name = archive ? 'wait-for-archive' : 'wait-for-aliases';
  return { ...rolloverContainer(jobs, archive, 'rollover', never), name };
}

/** The indices of all traces, and those of the archive where there is one. */
function targets({ archive }: IndexStorage): boolean[] {
  return archive === undefined ? [false] : [false, true];
}

function rolloverContainer(
  jobs: IndexJobs,
  archive: boolean,
  action: 'init' | 'rollover' | 'lookback',
  settings: Variables,
): Written<k8s.Container> {
  return container(jobs, archive, {
    name: 'es-rollover',
    image: jobs.rolloverImage,
    arguments: [action],
    settings: {
      ...settings,
      ADAPTIVE_SAMPLING: jobs.sampling && !archive ? 'true' : undefined,
    },
  });
}

function container(
  { storage, pod }: IndexJobs,
  archive: boolean,
  program: {
    readonly name: string;
    readonly image: string;
    /** What stands beside the URL; flags come last. */
    readonly arguments: readonly [string, ...string[]];
    readonly settings: Variables;
  },
): Written<k8s.Container> {
  const { variables, secrets, caFile, apiKeyFile, tokenFile, certificate } = indexAccess(storage);
  const [first, ...flags] = program.arguments;
  const settings: Variables = {
    INDEX_PREFIX: storage.indexPrefix || undefined,
    ARCHIVE: archive ? 'true' : undefined,
    ...program.settings,
    ES_TLS_ENABLED: caFile === undefined && certificate === undefined ? undefined : 'true',
    ES_TLS_CA: caFile,
    ES_TLS_CERT: certificate?.file,
    ES_TLS_KEY: certificate?.keyFile,
    ES_API_KEY_FILE: apiKeyFile,
    ES_TOKEN_FILE: tokenFile,
  };
  const env = [
    ...Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    ...variables,
  ];
  return {
    name: archive ? `${program.name}-archive` : program.name,
    image: program.image,
    args: [first, `${storage.serverUrls[0]}`, ...flags],
    // the API server drops an empty list, and every later comparison finds a difference
    env: env.length > 0 ? env : undefined,
    volumeMounts: secrets.length > 0 ? secrets.map(({ mount }) => mount) : undefined,
    resources: requesting(
      { limits: { memory: '128Mi' }, ...pod.resources },
      { cpu: '10m', memory: '32Mi' },
    ),
    securityContext,
  };
}

function addCronJob(
  scope: Construct,
  id: string,
  name: string,
  schedule: string,
  jobs: IndexJobs,
  containers: readonly Written<k8s.Container>[],
): void {
  kubeObject('CronJob', scope, id, {
    metadata: { name, namespace: jobs.namespace },
    spec: {
      schedule,
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { backoffLimit: 2, template: podOf(jobs, containers, name) } },
    },
  });
}

const securityContext = restrictedContainer({ user: jaegerV2User });

/** What the pods of the jobs have by themselves. */
export function ownOfIndexJobs(storage: IndexStorage): OwnOfPods {
  const { secrets } = indexAccess(storage);
  return {
    volumes: secrets.map(({ volume }) => volume.name),
    mounts: secrets.map(({ mount }) => mount.mountPath),
    security: securityContext,
  };
}

/** Labels of the pods of a CronJob, whose Jobs have names of their own each time; those of a Job are known by its name. */
export function named(name: string): Written<k8s.ObjectMeta> {
  return { labels: { 'app.kubernetes.io/name': name } };
}

function podOf(
  { storage, pod }: IndexJobs,
  containers: readonly Written<k8s.Container>[],
  name?: string,
): Written<k8s.PodTemplateSpec> {
  const { secrets } = indexAccess(storage);
  const spec = {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    containers: [...containers],
    volumes: secrets.length > 0 ? secrets.map(({ volume }) => volume) : undefined,
  };
  return withPodProps({ ...(name === undefined ? {} : { metadata: named(name) }), spec }, pod);
}
