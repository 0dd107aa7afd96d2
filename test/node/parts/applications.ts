import type { Stack } from '../../cluster/harness/stacks.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { JaegerQuery } from '../harness/jaeger-query.ts';
import type { Suite } from '../suite.ts';
import { fullName, objectsOf } from './workloads.ts';

const TRACED_SECONDS = 90;
/** Agents that there are here, by what SDKs say of themselves. */
const agents: readonly string[] = ['java', 'nodejs', 'python'];
/** How our programs call what they do. */
const OPERATION = 'GET';

/** Requests of the instrumented applications of an example, whose images there are, are found under their names. */
export async function checkApplications(
  { checks, cluster: { kubectl }, images }: Suite,
  stack: Stack,
): Promise<void> {
  const { injections } = modelOfObjects(objectsOf(stack));
  const traced = injections.flatMap(({ injects, target, workload }) =>
    target?.status === 'found' &&
    agents.includes(injects) &&
    workload?.containers.every(({ image = '' }) => images.has(fullName(image)))
      ? [{ name: workload.object.name, language: injects }]
      : [],
  );
  for (const { name, language } of traced) {
    const title = `${stack.name}: requests of ${name} are found, by the agent of ${language}`;
    await checks.check('examples', title, async () => {
      // longer ago, and Jaeger would ask for more indices than a request can name
      const since = Date.now() - 600_000;
      const jaeger = await JaegerQuery.of(kubectl, 'tracing');
      const tags = { 'telemetry.sdk.language': language };
      await jaeger.some(name, OPERATION, { since, seconds: TRACED_SECONDS, tags });
    });
  }
}
