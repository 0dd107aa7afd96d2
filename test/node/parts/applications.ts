import { readModel } from '../../../src/model/model.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { JaegerQuery } from '../harness/jaeger-query.ts';
import type { Suite } from '../suite.ts';
import { fullName, objectsOf } from './workloads.ts';

const TRACED_SECONDS = 90;
/** How both programs of ours call what they do. */
const OPERATION = 'GET';

/** Requests of the instrumented applications of an example, whose images there are, are found under their names. */
export async function checkApplications(
  { checks, cluster: { kubectl }, images }: Suite,
  stack: Stack,
): Promise<void> {
  const { injections } = readModel(objectsOf(stack).map((value) => ({ value })));
  const names = new Set(
    injections.flatMap(({ target, workload }) =>
      target?.status === 'found' &&
      workload?.containers.every(({ image = '' }) => images.has(fullName(image)))
        ? [workload.object.name]
        : [],
    ),
  );
  for (const name of names) {
    const title = `${stack.name}: requests of ${name} are found`;
    await checks.check('examples', title, async () => {
      // longer ago, and Jaeger would ask for more indices than a request can name
      const since = Date.now() - 600_000;
      const jaeger = await JaegerQuery.of(kubectl, 'tracing');
      await jaeger.some(name, OPERATION, { since, seconds: TRACED_SECONDS });
    });
  }
}
