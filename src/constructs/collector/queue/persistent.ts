import type { Volume, VolumeMount } from '../../../../imports/kubernetes.ts';
import { fileStorageFolder } from '../../../upstream/collector/extensions/file-storage.ts';
import { collectorGroup } from '../../../upstream/collector/sending-queue.ts';
import { dnsSubdomainProblem } from '../../../upstream/kubernetes/names.ts';
import { memoryProblem } from '../../../upstream/values/quantity.ts';
import { nameOf, oneOfProblem, wholeNumberProblem } from '../../props/refuse.ts';
import { count, props, required, type Shape, text } from '../../props/shape.ts';
import type { Components } from '../components.ts';
import type { NamedCollectorProps } from '../props.ts';

/** What has not been sent is kept on a volume, and sent by the pod that has it next. */
export interface PersistentQueueProps {
  /**
   * What keeps it: `claim`, a PersistentVolumeClaim for each pod of a statefulset, which outlives pods and nodes; `hostPath`, a folder of
   * the node for a daemonset, which must be there and let the group 10001 write, and which Pod Security of the levels `baseline` and
   * `restricted` refuses; `emptyDir`, which outlives containers alone.
   *
   * @default 'claim'
   */
  readonly volume?: 'claim' | 'hostPath' | 'emptyDir';
  /**
   * Size of the volume of each pod, a quantity of at least `1Mi`. All exporters share half of it, since the store leaves pages half full:
   * what comes when the share of one is used up is refused, and senders try again. `hostPath` has no other bounds.
   */
  readonly size: string;
  /**
   * StorageClass of claims.
   *
   * @default - the cluster's default
   */
  readonly storageClassName?: string;
  /**
   * Folder on the node, for `hostPath`.
   *
   * @default '/var/lib/otelcol'
   */
  readonly hostPath?: string;
  /**
   * Most requests in the queue of each exporter, in place of its share of the volume, at least 1: as senders send them, or batches where
   * `batch` is set. Where they take more than the volume, it is full before.
   *
   * @default - the share of the volume decides; before 0.130.0, whose queues count requests alone, the exporter's own, 1000
   */
  readonly queueSize?: number;
}

/** What kinds of values it has. */
export const persistentQueueShape: Shape<PersistentQueueProps | undefined> =
  props<PersistentQueueProps>({
    volume: text,
    size: required(text),
    storageClassName: text,
    hostPath: text,
    queueSize: count,
  });

/** Id of the extension that stores queues. */
export const queueStorage = 'file_storage/queue';

/** Name of the volume, and of the claims. */
export const queueVolume = 'sending-queue';

type Queued = Pick<NamedCollectorProps, 'persistentQueue' | 'mode' | 'podSecurityContext'>;

/** The mode of a collector: with a queue on claims, only a statefulset has them. */
export function modeOf({ mode, persistentQueue }: Pick<Queued, 'mode' | 'persistentQueue'>) {
  const { volume = 'claim' } = persistentQueue ?? {};
  return mode ?? (persistentQueue !== undefined && volume === 'claim' ? 'statefulset' : undefined);
}

const modes = {
  claim: 'statefulset',
  hostPath: 'daemonset',
} as const;

/** Why a queue cannot be stored so, undefined entries where it can. */
export function persistentQueueProblems(props: Queued): (string | undefined)[] {
  const { persistentQueue, mode = 'deployment' } = props;
  if (persistentQueue === undefined) return [];
  const { volume = 'claim', size, storageClassName, hostPath, queueSize } = persistentQueue;
  const known = oneOfProblem('persistentQueue.volume', volume, ['claim', 'hostPath', 'emptyDir']);
  if (known !== undefined) return [known];
  const wanted = volume === 'emptyDir' ? undefined : modes[volume];
  return [
    wanted === undefined || mode === wanted
      ? undefined
      : `persistentQueue.volume ${volume} needs mode ${wanted}, got ${mode}; emptyDir goes with any`,
    memoryProblem('persistentQueue.size', size),
    storageClassName === undefined
      ? undefined
      : (dnsSubdomainProblem('persistentQueue.storageClassName', storageClassName) ??
        onlyFor('storageClassName', 'claim', volume)),
    hostPath === undefined
      ? undefined
      : (onlyFor('hostPath', 'hostPath', volume) ??
        (/^(\/[\w.-]+)+$/.test(hostPath) && !hostPath.includes('/..')
          ? undefined
          : `persistentQueue.hostPath must be an absolute path, got ${nameOf(hostPath)}`)),
    wholeNumberProblem('persistentQueue.queueSize', queueSize, 1),
  ];
}

function onlyFor(prop: string, wanted: string, volume: string): string | undefined {
  return volume === wanted
    ? undefined
    : `persistentQueue.${prop} must not be set for volume ${volume}, it is for ${wanted}`;
}

/** The extension that stores queues, by its id; none without a persistent queue. */
export function queueExtension({ persistentQueue }: Queued): Components {
  if (persistentQueue === undefined) return {};
  return {
    [queueStorage]: {
      directory: fileStorageFolder,
      // the file shrinks again when a backlog has been sent
      compaction: { directory: fileStorageFolder, on_rebound: true },
    },
  };
}

/** What a pod is given for its queue, as fields of its spec. */
export function queuePod({ persistentQueue, mode, podSecurityContext }: Queued) {
  if (persistentQueue === undefined) return undefined;
  const {
    volume = 'claim',
    size,
    storageClassName,
    hostPath = '/var/lib/otelcol',
  } = persistentQueue;
  const name = queueVolume;
  const volumes: Readonly<Record<string, Volume>> = {
    hostPath: { name, hostPath: { path: hostPath, type: 'Directory' } },
    emptyDir: { name, emptyDir: { sizeLimit: size } },
  };
  const mount: VolumeMount = { name, mountPath: fileStorageFolder };
  return {
    volume: volumes[volume],
    mount,
    claims:
      volume === 'claim'
        ? [
            {
              metadata: { name },
              spec: {
                accessModes: ['ReadWriteOnce'],
                storageClassName,
                resources: { requests: { storage: size } },
              },
            },
          ]
        : undefined,
    // the volume belongs to root unless it is given to a group; a sidecar's pod is others'
    podSecurityContext:
      mode === 'sidecar' ? undefined : { fsGroup: collectorGroup, ...podSecurityContext },
  };
}
