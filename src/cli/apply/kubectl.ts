import { spawn } from 'node:child_process';
import type { Kubectl, KubectlAnswer } from '../../apply/kubectl.ts';
import type { KubeChoice } from '../verify/kubeconfig.ts';

/**
 * The kubectl of the path, for the cluster that is meant.
 *
 * @throws if there is none
 */
export async function kubectlOf({ kubeconfig, context }: KubeChoice): Promise<Kubectl> {
  const where = [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--context', context]),
  ];
  const kubectl: Kubectl = (args, input = '') => run([...where, ...args], input);
  await kubectl(['version', '--client']);
  return kubectl;
}

function run(args: readonly string[], input: string): Promise<KubectlAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', args, { stdio: 'pipe' });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    // one that refuses its arguments does not read its input
    child.stdin.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') reject(error);
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new Error('there is no kubectl on the path; applying and deleting are done by it')
          : error,
      ),
    );
    child.on('close', (code) => resolve({ code: code ?? 1, ...said }));
    child.stdin.end(input);
  });
}
