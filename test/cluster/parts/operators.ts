import { articleServices } from '../fixtures/article-services.ts';
import type { Checks } from '../harness/checks.ts';
import type { KubeObject } from '../harness/objects.ts';
import type { OperatedStack } from './operated.ts';
import { objectDifferences, portsOf, serviceDifferences, serviceNamed } from './predicted.ts';

/** A Jaeger operator that watches its own namespace looks for workloads to inject into in the others all the same. */
const HARMLESS = /:jaeger-operator list \/apis\/apps\/v1\/namespaces\/[^/]+\/deployments$/;

/** Part 2: what the operators have made of a stack is what the model, and the article, say. */
export async function checkOperated(
  checks: Checks,
  { stack, cluster, resources, since }: OperatedStack,
): Promise<void> {
  for (const resource of resources) {
    const title = `${stack.name}: ${resource.kind} ${resource.name}`;
    await checks.check('operators', `${title} becomes the objects of the model`, () =>
      expectNone(objectDifferences(resource)),
    );
    await checks.check('operators', `${title} becomes the Services of the model`, () =>
      expectNone(serviceDifferences(resource)),
    );
  }
  await checks.check('operators', `${stack.name}: no operator lacks a right`, () =>
    expectNone(cluster.forbiddenRequests(since).filter((request) => !HARMLESS.test(request))),
  );
  if (stack.name !== 'article') return;
  for (const resource of resources) {
    const expected = articleServices[resource.kind];
    await checks.check(
      'operators',
      `article: the Services of ${resource.kind} are those of its table`,
      () => expectNone(articleDifferences(resource.created, expected)),
    );
  }
}

function articleDifferences(
  created: readonly KubeObject[],
  expected: Readonly<Record<string, readonly string[]>>,
): string[] {
  const names = created
    .filter(({ kind }) => kind === 'Service')
    .map(({ metadata }) => metadata.name);
  const strange = names.filter((name) => !Object.hasOwn(expected, name));
  return [
    ...strange.map((name) => `not in the article: Service ${name}`),
    ...Object.entries(expected).flatMap(([name, ports]) => {
      const real = serviceNamed(created, name);
      const found = real && portsOf(real).map((port) => port.replace(/^\S+ /, ''));
      const same = found?.sort().join() === [...ports].sort().join();
      return same
        ? []
        : [`${name}: has ${found?.join(', ') ?? 'no Service'}, not ${ports.join(', ')}`];
    }),
  ];
}

function expectNone(differences: readonly string[]): void {
  if (differences.length > 0) throw new Error(differences.join('\n'));
}
