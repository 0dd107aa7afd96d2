import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, lackOfTime } from '../../cluster/harness/build.ts';
import { run } from '../../cluster/harness/run-program.ts';
import type { LocalImage } from './images.ts';
import { standIn, thanos, thanosBlock } from './programs.ts';

/** Where the manifests of Thanos' store keep their data. */
const DATA = '/var/thanos/store';
const BUCKET = 'bucket';

/** Settings of a bucket in the volume of each store. */
export const bucketSettings = JSON.stringify({
  type: 'FILESYSTEM',
  config: { directory: `${DATA}/${BUCKET}` },
});

/** Thanos, or what answers probes for it. */
export interface ThanosParts {
  readonly image: LocalImage;
  /** Writes a block of a series; unset where there is no Thanos to read it. */
  readonly blockWriter?: string;
  /** Why there is none. */
  readonly lacking?: string;
}

/** Builds or finds Thanos. */
export async function thanosParts(): Promise<ThanosParts> {
  const lacking = lackOfTime(thanos);
  const image = {
    name: `quay.io/thanos/thanos:v${thanos.version}`,
    program: await goProgram(lacking === undefined ? thanos : standIn),
    entrypoint: '/bin/thanos',
    user: '1001',
  };
  if (lacking !== undefined) return { image, lacking };
  return { image, blockWriter: await goProgram(thanosBlock) };
}

/** Puts a series of the last two hours into the bucket in a volume. */
export async function fillBucket({ blockWriter }: ThanosParts, volume: string): Promise<void> {
  const bucket = join(volume, BUCKET);
  mkdirSync(bucket);
  if (blockWriter !== undefined) await run(blockWriter, [bucket]);
}
