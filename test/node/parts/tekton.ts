import { textAt } from '../../cluster/harness/objects.ts';
import type { Trace } from '../harness/jaeger-query.ts';
import { nodeImage } from '../harness/parts.ts';
import type { Suite } from '../suite.ts';

const NAMESPACE = 'default';
const NAME = 'evening';
const ROOT = 'PipelineRun:Reconciler';
const TASKS = ['first', 'second'];
const DONE_SECONDS = 180;

const pipelineRun = {
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name: NAME, namespace: NAMESPACE },
  spec: {
    pipelineSpec: {
      tasks: TASKS.map((name) => ({
        name,
        taskSpec: {
          steps: [
            {
              name: 'say',
              image: nodeImage,
              command: ['/node', '-e', `console.log('${name} is done')`],
            },
          ],
        },
      })),
    },
  },
};

/**
 * Runs a pipeline of two tasks to its end, in pods, and removes it again.
 *
 * @returns the id of its trace
 */
export async function tracedPipeline({ cluster: { kubectl } }: Suite): Promise<string> {
  const scope = ['-n', NAMESPACE];
  await kubectl.applyObjects([pipelineRun]);
  try {
    const wait = ['wait', '--for=condition=Succeeded', `--timeout=${DONE_SECONDS}s`];
    await kubectl.run([...scope, ...wait, `pipelinerun/${NAME}`]);
    // that of the PipelineRun may be another: Tekton begins anew where it reconciles before it has read its own first status, and tasks
    // are handed the trace that they were created in
    const tasks = await kubectl.list('taskruns', NAMESPACE);
    const parents = tasks.map((task) => textAt(task, 'status', 'spanContext', 'traceparent'));
    const [id, ...others] = new Set(parents.map(traceOf));
    if (id === undefined || others.length > 0) {
      throw new Error(`all tasks must be of one trace, got ${parents.join(', ')}`);
    }
    return id;
  } finally {
    await kubectl.run([...scope, 'delete', '--cascade=foreground', `pipelinerun/${NAME}`]);
  }
}

function traceOf(traceparent: string): string {
  const id = traceparent.split('-')[1];
  if (id === undefined) throw new Error(`no traceparent: ${traceparent}`);
  return id;
}

/** What is missing in the trace of the pipeline; undefined when it is whole. */
export function lackInPipeline({ services, roots, orphans, spans }: Trace): string | undefined {
  for (const wanted of ['pipelinerun-reconciler', 'taskrun-reconciler']) {
    if (!services.has(wanted)) return `it has no span of ${wanted}`;
  }
  if (!roots.includes(ROOT)) return `its root must be ${ROOT}, is ${roots.join(', ')}`;
  if (orphans.length > 0) return `spans have no parent: ${orphans.join(', ')}`;
  const created = spans.filter(({ name }) => name === 'createTaskRun').length;
  return created === TASKS.length ? undefined : `createTaskRun must be there twice, is ${created}`;
}
