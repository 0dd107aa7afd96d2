import { mkdirSync } from 'node:fs';
import { run } from '../../cluster/harness/run-program.ts';

/**
 * Hides the folders of this machine that a node writes to, whatever it is told. Only the mount namespace of this process sees
 * that.
 */
export async function hideSharedFolders(): Promise<void> {
  for (const shared of ['/run', '/var/log']) await run('mount', ['-t', 'tmpfs', 'tmpfs', shared]);
  // what is in /var/lib stays in sight, and what is written there is kept elsewhere
  const layers = ['upper', 'work'].map((name) => `/run/var-lib/${name}`);
  for (const layer of layers) mkdirSync(layer, { recursive: true });
  const [upper, work] = layers;
  const options = `lowerdir=/var/lib,upperdir=${upper},workdir=${work}`;
  await run('mount', ['-t', 'overlay', 'overlay', '-o', options, '/var/lib']);
}
