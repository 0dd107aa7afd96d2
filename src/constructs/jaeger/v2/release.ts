import { serverReleaseProblem } from '../../../upstream/elasticsearch/releases.ts';
import {
  aliasNamesSince,
  clickHouseSince,
  jaegerV2ReleaseProblem,
  jobTokensSince,
  lifecycleOnOpenSearchSince,
} from '../../../upstream/jaeger/v2/changes.ts';
import { imageProblem, parseImage } from '../../../upstream/kubernetes/image.ts';
import { versions } from '../../../upstream/operator/versions.ts';
import { formatVersion, isAtLeast, parseVersion } from '../../../upstream/values/version.ts';
import { loginWithoutUser } from '../../elasticsearch/login.ts';
import { isIndexStorage, serverVersionProblem } from '../../elasticsearch/storage.ts';
import { refuse } from '../../props/refuse.ts';
import type { JaegerV2Storage } from '../local-storage.ts';

/** What tells the release of a Jaeger v2. */
interface Told {
  readonly version?: string;
  readonly image?: string;
}

/**
 * The release that a Jaeger v2 is configured for.
 *
 * @throws if nobody tells it, version and image tell different ones, or its settings are not known here
 */
export function releaseOf({ version, image }: Told): string {
  refuse(image === undefined ? undefined : imageProblem('image', image));
  const tag = image === undefined ? undefined : parseImage(image).version;
  if (version === undefined && image !== undefined && tag === undefined) {
    throw new Error(
      `version must say which release of Jaeger the image is, got only image '${image}'`,
    );
  }
  const release = version ?? tag ?? versions.jaegerV2;
  refuse(jaegerV2ReleaseProblem(version === undefined ? 'image release' : 'version', release));
  const known = parseVersion(release);
  const text = known === undefined ? release : formatVersion(known);
  refuse(
    tag === undefined || tag === text
      ? undefined
      : `version must be that of image ${image}, got '${version}'`,
  );
  return text;
}

/** Why a release of Jaeger v2 does not work with a storage, undefined entries where it does. */
export function storageReleaseProblems(
  storage: JaegerV2Storage,
  release: string,
): (string | undefined)[] {
  const needs = (what: string, since: string) =>
    isAtLeast(release, since)
      ? undefined
      : `${what} needs version ${since} or newer, got ${release}`;
  if (storage.type === 'clickhouse') return [needs('storage clickhouse', clickHouseSince)];
  if (!isIndexStorage(storage)) return [];
  const { type, archive, rotation, version, retentionDays } = storage;
  const login = loginWithoutUser(storage);
  const hasJobs = retentionDays !== undefined || rotation?.manualRollover || rotation?.autoRollover;
  return [
    login && hasJobs
      ? needs(`storage.${login} with jobs for the indices`, jobTokensSince)
      : undefined,
    serverVersionProblem(version && serverReleaseProblem(type, version, release)),
    archive && needs('storage.archive', aliasNamesSince),
    type === 'opensearch' && rotation?.autoRollover
      ? needs('storage.rotation.autoRollover on OpenSearch', lifecycleOnOpenSearchSince)
      : undefined,
  ];
}
