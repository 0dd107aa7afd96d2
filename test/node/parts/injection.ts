import { JaegerQuery } from '../harness/jaeger-query.ts';
import { javaShopImage } from '../harness/java-images.ts';
import type { Suite } from '../suite.ts';

const NAMESPACE = 'default';
const NAME = 'java-shop';
const READY_SECONDS = 120;
const TRACED_SECONDS = 60;
const labels = { app: NAME };

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME, namespace: NAMESPACE },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: {
        labels,
        annotations: { 'instrumentation.opentelemetry.io/inject-java': 'tracing/instrumentation' },
      },
      spec: {
        terminationGracePeriodSeconds: 2,
        containers: [{ name: 'shop', image: javaShopImage, ports: [{ containerPort: 8080 }] }],
      },
    },
  },
};

/** A Java program that knows nothing of tracing is traced under the name of its Deployment, once its pods are annotated. */
export async function checkInjection({ checks, cluster: { kubectl } }: Suite): Promise<void> {
  const scope = ['-n', NAMESPACE];
  const title = "a Java program's requests are traced under the name of its Deployment";
  await checks.check('injection', title, async () => {
    const since = Date.now();
    await kubectl.applyObjects([deployment]);
    try {
      const rollout = ['rollout', 'status', `--timeout=${READY_SECONDS}s`, `deployment/${NAME}`];
      await kubectl.run([...scope, ...rollout]);
      const jaeger = await JaegerQuery.of(kubectl, 'tracing');
      const [id = ''] = await jaeger.some(NAME, 'GET', { since, seconds: TRACED_SECONDS });
      await jaeger.whole(id, TRACED_SECONDS, ({ services, orphans }) => {
        if ([...services].join() !== NAME) return `it is of ${[...services].join(', ')}`;
        return orphans.length > 0 ? `spans have no parent: ${orphans.join(', ')}` : undefined;
      });
    } finally {
      await kubectl.run([...scope, 'delete', '--cascade=foreground', `deployment/${NAME}`]);
    }
  });
}
