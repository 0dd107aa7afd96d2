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
