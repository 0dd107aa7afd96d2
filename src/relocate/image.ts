/** Images to replace: from a name, with or without a tag, to a name, a tag or digest, or both. */
export type ImageOverrides = Readonly<Record<string, string>>;

/** Replaces images, and remembers which of the overrides found one. */
export interface ImageMover {
  /** The image after the override; undefined where none applies. */
  move(image: string): string | undefined;
  /** Names of the overrides that found no image so far. */
  unused(): string[];
}

interface Image {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/**
 * Makes the mover of images. As in kustomize's `images:`, a name without tag stands for all tags of
 * the image, a new name keeps the old tag and digest, and a new tag or digest replaces both.
 *
 * @throws for an override whose old or new part is no image
 */
export function imageMover(overrides: ImageOverrides): ImageMover {
  const unused = new Set(Object.keys(overrides));
  const known = Object.entries(overrides).map(([old, replacement]) => ({
    old,
    from: imageOf(old),
    to: imageOf(replacement),
  }));
  // the override of one release goes before that of all releases
  known.sort((a, b) => releaseParts(b.from) - releaseParts(a.from));
  return {
    move(image) {
      if (known.length === 0 || !isImage(image)) return undefined;
      const current = imageOf(image);
      const match = known.find(({ from }) => matches(from, current));
      if (match === undefined) return undefined;
      unused.delete(match.old);
      const { name, tag, digest } = match.to;
      const release = tag === undefined && digest === undefined ? current : match.to;
      return `${name}${prefixed(':', release.tag)}${prefixed('@', release.digest)}`;
    },
    unused: () => [...unused],
  };
}

const imagePattern =
  /^([\w.-]+(?::\d+(?=\/))?(?:\/[\w.-]+)*)(?::(\w[\w.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-f]{32,}))?$/;

function isImage(text: string): boolean {
  return imagePattern.test(text);
}

function imageOf(text: string): Image {
  const match = imagePattern.exec(text);
  if (match === null) {
    throw new Error(`an image must look like registry/name:tag, got ${JSON.stringify(text)}`);
  }
  const [, name = '', tag, digest] = match;
  return { name, tag, digest };
}

function matches(from: Image, image: Image): boolean {
  return (
    from.name === image.name &&
    (from.tag === undefined || from.tag === image.tag) &&
    (from.digest === undefined || from.digest === image.digest)
  );
}

function releaseParts({ tag, digest }: Image): number {
  return (tag === undefined ? 0 : 1) + (digest === undefined ? 0 : 1);
}

function prefixed(mark: string, text: string | undefined): string {
  return text === undefined ? '' : `${mark}${text}`;
}
