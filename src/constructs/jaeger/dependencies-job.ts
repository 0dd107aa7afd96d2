import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { type CassandraStorage, cassandraCredentials, keyspaceOf } from '../cassandra/storage.ts';
import { behindAliases, indexAccess } from '../elasticsearch/access.ts';
import { type IndexLoginProps, loginWithoutUser } from '../elasticsearch/login.ts';
import type { IndexStorage } from '../elasticsearch/storage.ts';
import { requesting } from '../kubernetes/container-resources.ts';
import { kubeObject, type Written } from '../kubernetes/kube-object.ts';
import { withPodProps } from '../kubernetes/own-pod.ts';
import type { PodProps } from '../kubernetes/pod.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';
import { speaksTls } from '../kubernetes/server-ca.ts';
import { named } from './index-jobs.ts';

/** Storages that the job can read. */
export type GraphedStorage = IndexStorage | CassandraStorage;

/**
 * Why the job that computes the service graph cannot read a storage; undefined when it can.
 *
 * Source: jaeger-operator v1.65.0 pkg/cronjob/spark_dependencies.go; spark-dependencies README.
 *
 * @param image - of the job
 */
export function dependenciesProblem(
  storage: {
    readonly type: string;
    readonly caSecretName?: string;
    readonly tls?: boolean;
  } & IndexLoginProps,
  image: string,
): string | undefined {
  const got = `got '${image}'`;
  if (!['elasticsearch', 'opensearch', 'cassandra'].includes(storage.type)) {
    return `dependenciesImage must not be set with storage ${storage.type}, which the spark job cannot read, ${got}`;
  }
  if (storage.caSecretName !== undefined) {
    return `dependenciesImage must not be set with a caSecretName: the spark job cannot be given a CA, ${got}`;
  }
  const login =
    storage.clientCertificateSecretName === undefined
      ? loginWithoutUser(storage)
      : 'clientCertificateSecretName';
  if (login !== undefined) {
    return `dependenciesImage must not be set with ${login}: the spark job supports user and password only, ${got}`;
  }
  return storage.type === 'cassandra' && speaksTls(storage)
    ? `dependenciesImage must not be set with tls: the operator does not pass it to the spark job, ${got}`
    : undefined;
}

/** What the pods of the job have by themselves: upstream's image writes its user into /etc/passwd. */
export const ownOfDependenciesJob = { security: restrictedContainer({ readOnlyRoot: false }) };

/** Adds the job that computes the service graph each night, which Jaeger v2 has no program of its own for. */
export function addDependenciesJob(
  scope: Construct,
  name: string,
  {
    namespace,
    storage,
    image,
    pod,
  }: {
    readonly namespace: string;
    readonly storage: GraphedStorage;
    readonly image: string;
    /** Settings of the pods of the job. */
    readonly pod: PodProps;
  },
): void {
  const container: Written<k8s.Container> = {
    name: 'spark-dependencies',
    image,
    env: storage.type === 'cassandra' ? cassandraVariables(storage) : indexVariables(storage),
    resources: requesting(
      { limits: { memory: '2Gi' }, ...pod.resources },
      { cpu: '200m', memory: '2Gi' },
    ),
    securityContext: ownOfDependenciesJob.security,
  };
  const spec = {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    containers: [container],
  };
  kubeObject('CronJob', scope, 'Dependencies', {
    metadata: { name, namespace },
    spec: {
      // as the operator of Jaeger v1 has it
      schedule: '55 23 * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: { backoffLimit: 2, template: withPodProps({ metadata: named(name), spec }, pod) },
      },
    },
  });
}

function indexVariables(storage: IndexStorage): Written<k8s.EnvVar>[] {
  return [
    ...written({
      STORAGE: 'elasticsearch',
      ES_NODES: storage.serverUrls.join(','),
      ES_INDEX_PREFIX: storage.indexPrefix || undefined,
      ES_INDEX_DATE_SEPARATOR: storage.rotation?.periodic?.dateSeparator || undefined,
      ES_USE_ALIASES: behindAliases(storage) ? 'true' : undefined,
    }),
    ...indexAccess(storage).variables,
  ];
}

function cassandraVariables(storage: CassandraStorage): Written<k8s.EnvVar>[] {
  const { servers, datacenter } = storage;
  return [
    ...written({
      STORAGE: 'cassandra',
      CASSANDRA_CONTACT_POINTS: servers.join(','),
      CASSANDRA_KEYSPACE: keyspaceOf(storage),
      CASSANDRA_LOCAL_DC: datacenter,
    }),
    ...cassandraCredentials(storage),
  ];
}

function written(variables: Readonly<Record<string, string | undefined>>): Written<k8s.EnvVar>[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
}
