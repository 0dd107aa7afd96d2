import { type ImageReference, parseImage } from '../upstream/kubernetes/image.ts';
import {
  newestReleases,
  type Program,
  plausibleCollector,
  programOf,
} from '../upstream/programs.ts';

/** A release that the manifests do not tell, and that is taken for granted instead. */
export interface Assumption {
  readonly program: Program;
  readonly release: string;
}

/** Releases to take for granted where manifests tell none. */
export type Assumed = Partial<Record<Program, string>>;

/** An image taken apart; a release that is assumed says so. */
export interface ReleasedImage extends ImageReference {
  readonly assumed?: Assumption;
}

/** Tells the releases of images: those of their tags, and for images without one what is assumed. */
export class Releases {
  private readonly assumed: Assumed | undefined;

  /**
   * @param assumed - what is assumed before the newest releases that are known
   * @default assumed - nothing is assumed, and releases that manifests do not tell are not known
   */
  constructor(assumed?: Assumed) {
    this.assumed = assumed;
  }

  /** Takes an image apart. */
  read(image: string): ReleasedImage {
    const reference = parseImage(image);
    if (reference.version !== undefined) return reference;
    const assumed = this.of(programOf(reference.repository));
    return assumed ? { ...reference, version: assumed.release, assumed } : reference;
  }

  /** Takes an image apart that is known to run a collector; of a build of somebody's own the tag tells no release. */
  readCollector(image: string): ReleasedImage {
    const reference = parseImage(image);
    if (programOf(reference.repository) !== undefined) return this.read(image);
    const { version: _, ...unreleased } = reference;
    const assumed = this.of('collector', plausibleCollector(reference));
    return assumed ? { ...unreleased, version: assumed.release, assumed } : unreleased;
  }

  /**
   * What is assumed of a program; undefined where nothing is.
   *
   * @param likely - a release that is likelier than the newest one
   */
  of(program: Program | undefined, likely?: string): Assumption | undefined {
    if (program === undefined || !this.assumed) return undefined;
    const release = this.assumed[program] ?? likely ?? newestReleases[program];
    return { program, release };
  }

  /** What is said of a program of which there is no image among the manifests. */
  told(program: Program): Assumption | undefined {
    const release = this.assumed?.[program];
    return release === undefined ? undefined : { program, release };
  }
}
