import type { JaegerSpec } from '../../../../../imports/jaegertracing.io.ts';
import { jaegerUser } from '../../../../upstream/jaeger/images.ts';
import type { Written } from '../../../props/extra-spec.ts';
import type { BadgerStorage, MemoryStorage } from '../../local-storage.ts';
import { hours } from './indices.ts';

/** The storage of the spec of a Jaeger that keeps spans in memory. */
export function memoryStorageSpec({ maxTraces }: MemoryStorage): Written<JaegerSpec['storage']> {
  const options = maxTraces === undefined ? undefined : { memory: { 'max-traces': maxTraces } };
  return { type: 'memory', options };
}

const badgerFolder = '/badger';

/** The storage of the spec of a Jaeger that keeps spans in files. */
export function badgerStorageSpec({
  retentionDays,
}: BadgerStorage): Written<JaegerSpec['storage']> {
  return {
    type: 'badger',
    options: {
      badger: {
        ephemeral: false,
        'directory-key': `${badgerFolder}/key`,
        'directory-value': `${badgerFolder}/data`,
        'span-store-ttl': retentionDays === undefined ? undefined : hours(retentionDays),
      },
    },
  };
}

/** The volume of those files: the claim of it, which the operator makes none of, and fields of the pod that has it. */
export function badgerVolume(name: string, { volumeSize, storageClassName }: BadgerStorage) {
  const claimName = `${name}-badger`;
  return {
    claim: {
      metadata: { name: claimName },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName,
        resources: { requests: { storage: volumeSize } },
      },
    },
    pod: {
      volumes: [{ name: 'badger', persistentVolumeClaim: { claimName } }],
      volumeMounts: [{ name: 'badger', mountPath: badgerFolder }],
      securityContext: { fsGroup: jaegerUser },
    },
  };
}
