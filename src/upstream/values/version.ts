/** A release number taken apart. */
interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Pre-release tag such as `rc.1`; sorts before the release itself. */
  readonly preRelease?: string;
}

/**
 * Reads `1.2.3`, `v1.2.3`, `1.2` (patch 0) and `1.2.3-rc.1`; flavours such as `1.2.3-alpine` are read as the release they
 * are built from. Undefined for everything else, such as `latest` or a commit id.
 */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:[-+]([0-9A-Za-z.+-]+))?$/.exec(text);
  if (!match) return undefined;
  const preRelease =
    match[4] && /^(?:rc|alpha|beta|dev|pre)/i.test(match[4]) ? match[4] : undefined;
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3] ?? 0),
    preRelease,
  };
}

/** Writes a version as `1.2.3` or `1.2.3-rc.1`, without a `v`. */
export function formatVersion(version: Version): string {
  const release = `${version.major}.${version.minor}.${version.patch}`;
  return version.preRelease === undefined ? release : `${release}-${version.preRelease}`;
}

function read(text: string): Version {
  const version = parseVersion(text);
  if (!version) throw new Error(`version must be a release number such as 1.2.3, got '${text}'`);
  return version;
}

/**
 * Negative when `a` is older than `b`, positive when it is newer, 0 when they are the same release.
 *
 * @throws if one of them is not a release number
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [read(a), read(b)];
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePreReleases(left.preRelease, right.preRelease)
  );
}

function comparePreReleases(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * Whether `version` is `floor` or newer.
 *
 * @throws if one of them is not a release number
 */
export function isAtLeast(version: string, floor: string): boolean {
  return compareVersions(version, floor) >= 0;
}

/**
 * Why `version` is no release number; undefined when it is one.
 *
 * @param what - the thing named in the text, such as `version`
 */
export function versionProblem(what: string, version: string): string | undefined {
  if (parseVersion(version)) return undefined;
  return `${what} must be a release number such as 1.2.3, got '${version}'`;
}
