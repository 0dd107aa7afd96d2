import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { jaegerV2Names } from '../../../upstream/jaeger/v2/names.ts';
import { indexCleanerImage } from '../../../upstream/jaeger/v2/servers.ts';
import type { ElasticsearchStorage } from '../../elasticsearch/storage.ts';
import { containerResources } from '../../kubernetes/container-resources.ts';
import { kubeObject, type Written } from '../../kubernetes/kube-object.ts';
import { containerSecurity } from './pod.ts';
import type { NamedJaegerV2Props } from './props.ts';
import { caFile, caVolume, credentials } from './storage.ts';

/** Adds what deletes old indices each night, where the storage says how old; Jaeger v2 alone deletes none. */
export function addIndexCleaner(scope: Construct, props: NamedJaegerV2Props): void {
  const { storage, name, namespace } = props;
  if (storage.type !== 'elasticsearch' || storage.retentionDays === undefined) return;
  const ca = caVolume(storage);
  kubeObject('CronJob', scope, 'IndexCleaner', {
    metadata: { name: jaegerV2Names(name).esIndexCleaner, namespace },
    spec: {
      // as the operator of Jaeger v1 has it
      schedule: '55 23 * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          template: {
            spec: {
              restartPolicy: 'Never',
              automountServiceAccountToken: false,
              containers: [container(props, storage)],
              volumes: ca && [ca.volume],
            },
          },
        },
      },
    },
  });
}

function container(
  props: NamedJaegerV2Props,
  storage: ElasticsearchStorage,
): Written<k8s.Container> {
  const ca = caVolume(storage);
  return {
    name: 'es-index-cleaner',
    image: props.indexCleanerImage ?? indexCleanerImage,
    args: [`${storage.retentionDays}`, `${storage.serverUrls[0]}`],
    env: [...settings(storage), ...credentials(storage)],
    volumeMounts: ca && [ca.mount],
    resources: containerResources({
      limits: { memory: '128Mi' },
      requests: { cpu: '10m', memory: '32Mi' },
    }),
    securityContext: containerSecurity,
  };
}

function settings(storage: ElasticsearchStorage): Written<k8s.EnvVar>[] {
  const { indexPrefix, caSecretName } = storage;
  return [
    ...(indexPrefix ? [{ name: 'INDEX_PREFIX', value: indexPrefix }] : []),
    ...(caSecretName === undefined
      ? []
      : [
          { name: 'ES_TLS_ENABLED', value: 'true' },
          { name: 'ES_TLS_CA', value: caFile(storage) },
        ]),
  ];
}
