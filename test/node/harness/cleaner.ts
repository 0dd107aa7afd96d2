import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { at, type KubeObject, listAt } from '../../cluster/harness/objects.ts';

const NAMESPACE = 'tracing';
const CRON_JOB = 'jaeger-es-index-cleaner';
const JOB = 'cleaner-now';

/**
 * Runs the Job of the cleaner's CronJob now, to its end, and removes it again.
 *
 * @param days as its argument, in place of those of the CronJob
 * @param cronJob its name, for a Jaeger that is not called `jaeger`
 */
export async function runCleaner(
  kubectl: Kubectl,
  days?: number,
  cronJob = CRON_JOB,
): Promise<void> {
  const scope = ['-n', NAMESPACE];
  const create = ['create', 'job', JOB, `--from=cronjob/${cronJob}`, '--dry-run=client'];
  const { stdout } = await kubectl.run([...scope, ...create, '-o', 'json']);
  const job = JSON.parse(stdout) as KubeObject;
  if (days !== undefined) setDays(job, days);
  await kubectl.applyObjects([job]);
  await kubectl.run([
    ...[...scope, 'wait', '--for=condition=Complete', '--timeout=120s', `job/${JOB}`],
  ]);
  await kubectl.run([...scope, 'delete', `job/${JOB}`]);
}

function setDays(job: KubeObject, days: number): void {
  const args = at(job, 'spec', 'template', 'spec', 'containers', 0, 'args');
  const isSet = Array.isArray(args) && /^\d+$/.test(`${listAt(args)[0]}`);
  if (!isSet) throw new Error(`the cleaner's first argument must be days: ${JSON.stringify(args)}`);
  args[0] = `${days}`;
}
