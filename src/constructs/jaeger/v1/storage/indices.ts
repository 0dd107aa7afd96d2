import type { JaegerSpec } from '../../../../../imports/jaegertracing.io.ts';
import {
  rolloverServerProblem,
  serverReleaseProblem,
  spokenRelease,
} from '../../../../upstream/elasticsearch/releases.ts';
import { versions } from '../../../../upstream/operator/versions.ts';
import { indexAccess } from '../../../elasticsearch/access.ts';
import { loginWithoutUser } from '../../../elasticsearch/login.ts';
import { type IndexStorage, serverVersionProblem } from '../../../elasticsearch/storage.ts';
import type { Written } from '../../../props/extra-spec.ts';

/** The storage of the spec of a Jaeger that stores into indices. */
export function indexStorageSpec(storage: IndexStorage): Written<JaegerSpec['storage']> {
  const { retentionDays, secretName, rotation, archive } = storage;
  const { conditions, schedule } = rotation?.manualRollover ?? {};
  return {
    // the operator takes a type that it does not know for memory
    type: 'elasticsearch',
    options: {
      es: elasticsearchOptions(storage),
      ...(archive && { 'es-archive': { enabled: true, ...serverOptions(storage) } }),
    },
    secretName,
    esIndexCleaner:
      retentionDays === undefined ? undefined : { enabled: true, numberOfDays: retentionDays },
    esRollover: rotation?.manualRollover && {
      conditions: conditions && JSON.stringify(conditions),
      readTTL: retentionDays === undefined ? undefined : hours(retentionDays),
      schedule,
    },
  };
}

/** Why Jaeger v1 cannot do what a storage says, undefined entries where it can. */
export function indexStorageProblems(storage: IndexStorage): (string | undefined)[] {
  const { type, version, rotation, archive } = storage;
  const login = loginWithoutUser(storage);
  return [
    login &&
      `storage.${login} needs jaegerV2: the jobs of the Jaeger operator support user and password only`,
    serverVersionProblem(version && serverReleaseProblem(type, version, versions.jaeger)),
    rotation?.autoRollover
      ? 'storage.rotation.autoRollover needs jaegerV2: Jaeger v1 may write spans before the aliases exist'
      : undefined,
    rotation?.periodic?.dateSeparator === ''
      ? "storage.rotation.periodic.dateSeparator must not be '' for Jaeger v1, whose index cleaner takes that for '-'; use jaegerV2"
      : undefined,
    rotation?.manualRollover && archive
      ? 'storage.archive must not be set with rotation.manualRollover: the operator does not roll over the archive; use jaegerV2'
      : undefined,
    serverVersionProblem(
      rotation?.manualRollover && rolloverServerProblem(type, version, versions.jaeger),
    ),
  ];
}

function elasticsearchOptions(storage: IndexStorage): Record<string, unknown> {
  const { retentionDays, rotation } = storage;
  const { rolloverFrequency, dateSeparator } = rotation?.periodic ?? {};
  return {
    ...serverOptions(storage),
    'use-aliases': rotation?.manualRollover && true,
    'index-date-separator': dateSeparator,
    'index-rollover-frequency-spans': rolloverFrequency,
    'index-rollover-frequency-services': rolloverFrequency,
    'index-rollover-frequency-adaptive-sampling': rolloverFrequency,
    'max-span-age': retentionDays === undefined ? undefined : hours(retentionDays),
  };
}

/** What an archive does not take from the storage beside it, however alike they are. */
function serverOptions(storage: IndexStorage): Record<string, unknown> {
  const { caFile, certificate } = indexAccess(storage);
  return {
    // one comma-separated text: the operator reads no host from a list
    'server-urls': storage.serverUrls.join(','),
    version: spokenRelease(storage.type, versions.jaeger),
    'index-prefix': storage.indexPrefix,
    'num-shards': storage.shards,
    'num-replicas': storage.replicas,
    // `enabled` is explicit because the webhook adds it for one component only
    tls:
      caFile === undefined && certificate === undefined
        ? undefined
        : { enabled: true, ca: caFile, cert: certificate?.file, key: certificate?.keyFile },
  };
}

/** Days as a duration that Jaeger and its operator can read. */
export function hours(days: number): string {
  return `${days * 24}h`;
}
