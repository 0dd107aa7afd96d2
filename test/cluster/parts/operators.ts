import type { DerivedService } from '../../../src/upstream/derived-service.ts';
import { articleServices } from '../fixtures/article-services.ts';
import type { Checks } from '../harness/checks.ts';
import { at, type KubeObject, listAt, nameOf, textAt } from '../harness/objects.ts';
import type { OperatedResource, OperatedStack } from './operated.ts';
import { isPredicted } from './predicted.ts';

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
      expectNone(resource.services.flatMap((service) => serviceDifferences(resource, service))),
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

function objectDifferences({ objects, created }: OperatedResource): string[] {
  const unpredicted = created.filter((object) => !objects.some((one) => isPredicted(one, object)));
  const missing = objects.filter((one) => !created.some((object) => isPredicted(one, object)));
  return [
    ...unpredicted.map((object) => `not predicted: ${nameOf(object)}`),
    ...missing.map(({ kind, name }) => `not created: ${kind} ${name}`),
  ];
}

function serviceDifferences({ created }: OperatedResource, predicted: DerivedService): string[] {
  const real = serviceNamed(created, predicted.name);
  if (real === undefined) return [`not created: Service ${predicted.name}`];
  const ports = portsOf(real);
  const expected = predicted.ports
    .map(({ name, port, protocol }) => `${name} ${port}/${protocol}`)
    .sort();
  const headless = at(real, 'spec', 'clusterIP') === 'None';
  return [
    ...(headless === predicted.headless ? [] : [`${predicted.name}: headless is ${headless}`]),
    ...(ports.join() === expected.join()
      ? []
      : [`${predicted.name}: has ${ports.join(', ')}; predicted ${expected.join(', ')}`]),
  ];
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

function serviceNamed(created: readonly KubeObject[], name: string): KubeObject | undefined {
  return created.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);
}

function portsOf(service: KubeObject): string[] {
  return listAt(service, 'spec', 'ports')
    .map((port) => `${at(port, 'name') ?? '-'} ${at(port, 'port')}/${textAt(port, 'protocol')}`)
    .sort();
}

function expectNone(differences: readonly string[]): void {
  if (differences.length > 0) throw new Error(differences.join('\n'));
}
