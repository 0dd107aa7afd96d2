import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ClusterAccess } from '../../cluster/harness/kubectl.ts';
import { run } from '../../cluster/harness/run-program.ts';

/**
 * The first block of shell commands under a heading of a document.
 *
 * @throws if there is no such heading, or no block below it
 */
export function commandsUnder(document: string, heading: string): string {
  const text = readFileSync(document, 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  const block = /^```sh\n([\s\S]*?)^```$/m.exec(section ?? '')?.[1];
  if (block === undefined) throw new Error(`${document} has no commands under '## ${heading}'`);
  return block;
}

/**
 * Runs commands of a document as a reader would who has pasted them into a shell; the shell ends at the first that fails.
 *
 * @param folder holds `dist/` and `manifests/`
 * @returns what they printed
 */
export async function runCommands(
  commands: string,
  { folder, kubectl, kubeconfig, cacheFolder }: ClusterAccess & { readonly folder: string },
): Promise<string> {
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: cacheFolder,
    PATH: `${dirname(kubectl)}:${process.env.PATH}`,
  };
  const { stdout, stderr } = await run('bash', ['-e'], { cwd: folder, env, input: commands });
  return `${stdout}${stderr}`;
}
