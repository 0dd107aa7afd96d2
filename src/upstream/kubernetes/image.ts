import { formatVersion, parseVersion } from '../values/version.ts';

/** A container image reference taken apart. */
export interface ImageReference {
  /** Repository with its registry, `quay.io/jaegertracing/jaeger-collector`. */
  readonly repository: string;
  /** Tag as written. */
  readonly tag?: string;
  /** Digest as written, `sha256:…`. */
  readonly digest?: string;
  /** Release that the tag names, without a `v`; unset when the tag is no release number or there is none. */
  readonly version?: string;
}

/** Takes an image reference apart; a registry's port is not mistaken for a tag. */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf('@');
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const name = at < 0 ? image : image.slice(0, at);
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const tag = tagged ? name.slice(colon + 1) : undefined;
  const version = tag === undefined ? undefined : parseVersion(tag);
  return {
    repository: tagged ? name.slice(0, colon) : name,
    tag,
    digest,
    ...(version === undefined ? {} : { version: formatVersion(version) }),
  };
}

const reference =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@sha256:[0-9a-f]{64})?$/;

/**
 * Why `image` is no reference to one fixed release: not an image reference at all, without tag and digest, or tagged
 * `latest`.
 *
 * Source of the syntax: distribution/reference, grammar of reference.go.
 *
 * @param what - the thing named in the text, such as `collectorImage`
 * @returns the thing, the rule and the value; undefined when all is well
 */
export function imageProblem(what: string, image: string): string | undefined {
  const match = reference.exec(image);
  if (!match) {
    return `${what} must be an image reference such as quay.io/example/name:1.2.3, got '${image}'`;
  }
  const [, tag, digest] = match;
  if (digest !== undefined) return undefined;
  if (tag === undefined) return `${what} must name a release by tag or digest, got '${image}'`;
  return tag === 'latest' ? `${what} must name a release, not latest, got '${image}'` : undefined;
}
