import { spawn } from 'node:child_process';
import { complaintsOf, type Kubectl, type KubectlAnswer } from '../../apply/kubectl.ts';
import type { KubeChoice } from '../verify/kubeconfig.ts';

/** Exit code of one that has none; those of kubectl mean something else. */
const noCode = 128;

/**
 * The kubectl of the path, for the cluster that is meant. One that says nothing is ended after a while.
 *
 * @throws if there is none, or it does not run
 */
export async function kubectlOf({
  kubeconfig,
  context,
  timeout,
}: KubeChoice & { readonly timeout: number }): Promise<Kubectl> {
  const where = [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--context', context]),
  ];
  const kubectl: Kubectl = (args, input = '') =>
    run([...where, ...args], input, Math.max(timeout, leastPatience));
  const answer = await kubectl(['version', '--client']);
  if (answer.code !== 0) {
    const said = complaintsOf(answer).at(-1) ?? `exit code ${answer.code}`;
    throw new Error(`cannot run kubectl: ${said}`);
  }
  return kubectl;
}

/** Seconds that kubectl has, even if nothing is waited for so long: it asks about many objects in one call. */
const leastPatience = 60;

function run(args: readonly string[], input: string, seconds: number): Promise<KubectlAnswer> {
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
          ? new Error('kubectl must be on the PATH: apply and delete run it')
          : error,
      ),
    );
    const ended = (why: string) =>
      resolve({ code: noCode, stdout: said.stdout, stderr: `${said.stderr}\n${why}\n` });
    const clock = setTimeout(() => {
      child.kill('SIGKILL');
      // what it has started may keep them open
      for (const stream of child.stdio) stream?.destroy();
      ended(`kubectl ${args.join(' ')} did not finish within ${seconds} s`);
    }, seconds * 1000);
    child.on('close', (code, signal) => {
      clearTimeout(clock);
      if (code === null) ended(`kubectl was killed by ${signal}`);
      else resolve({ code, ...said });
    });
    child.stdin.end(input);
  });
}
