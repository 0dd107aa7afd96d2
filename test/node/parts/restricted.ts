import { at, type KubeObject } from '../../cluster/harness/objects.ts';
import { ProgramFailed } from '../../cluster/harness/run-program.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { standInImage } from '../harness/parts.ts';
import type { ClusterSuite } from '../suite.ts';
import { objectsOf } from './workloads.ts';

const NAMESPACE = 'tracing';
const ENFORCED = 'pod-security.kubernetes.io/enforce';

/** A pod as anybody's, which asks for nothing and is given too much by that. */
const plainPod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'plain', namespace: NAMESPACE },
  spec: { containers: [{ name: 'plain', image: standInImage }] },
};

/** The namespace of a stack takes restricted pods alone, and refuses none of those that the stack leads to. */
export async function checkRestricted(
  { checks, cluster: { kubectl } }: ClusterSuite,
  stack: Stack,
): Promise<void> {
  const { name } = stack;
  // the article's says nothing of Pod Security
  if (!objectsOf(stack).some(({ metadata }) => metadata.labels?.[ENFORCED] !== undefined)) return;
  await checks.check(
    'restricted',
    `${name}: its namespace takes restricted pods alone`,
    async () => {
      const namespace = await kubectl.find('namespaces', NAMESPACE);
      const level = namespace?.metadata.labels?.[ENFORCED];
      if (level !== 'restricted') throw new Error(`${ENFORCED} must be restricted, is ${level}`);
      try {
        await kubectl.applyObjects([plainPod]);
      } catch (error) {
        if (error instanceof ProgramFailed && /violates PodSecurity/.test(error.output.stderr))
          return;
        throw error;
      }
      throw new Error('a pod that is not restricted must be refused');
    },
  );
  await checks.check('restricted', `${name}: none of its pods is refused`, async () => {
    const events = await kubectl.list('events', NAMESPACE);
    const refusals = events
      .map((event) => `${at(event, 'message')}`)
      .filter((message) => /violates PodSecurity/.test(message));
    if (refusals.length > 0) throw new Error(refusals.join('\n'));
  });
}
