import { readModel } from '../../../src/model/model.ts';
import { at, type KubeObject, listAt, nameOf, textAt } from '../../cluster/harness/objects.ts';
import { asRun } from '../../cluster/harness/operators.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { restarts } from '../harness/pods.ts';
import { argumentsOf, environmentOf, listeningPorts } from '../harness/processes.ts';
import type { Suite } from '../suite.ts';
import { type ExpectedContainer, type ExpectedPods, expectedPods } from './expected.ts';
import { fullName, objectsOf } from './workloads.ts';

/** Holds what runs against the model: containers, images, arguments, environment and ports of every pod, and that none fell over. */
export async function checkModel(suite: Suite, stack: Stack): Promise<void> {
  const { checks, cluster, node } = suite;
  const { workloads } = modelOfObjects(objectsOf(stack));
  const processes = await node.runtime.processes();
  const had = expectedPods({ ...operatedHere(suite, stack), workloads }).filter(
    (pods) => missingOf(suite, pods).length === 0,
  );
  for (const expected of had) {
    const { title, namespace } = expected;
    await checks.check(
      'model',
      `${stack.name}: the pods of ${title} are those of the model`,
      async () => {
        const all = await cluster.kubectl.list('pods', namespace);
        const pods = all.filter((pod) => isSelected(pod, expected.labels));
        if (pods.length === 0) throw new Error('there are none');
        const wrong = pods.flatMap((pod) => differences(pod, expected, processes));
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
      },
    );
  }
  await checks.check('model', `${stack.name}: no container was started twice`, async () => {
    const again = restarts(await cluster.kubectl.list('pods'));
    if (again.length > 0) throw new Error(again.join('\n'));
  });
}

/** Images that there are not, of what the operators run for a stack. */
export function missingImages(suite: Suite, stack: Stack): string[] {
  const pods = expectedPods({
    ...operatedHere(suite, stack),
    workloads: [],
  });
  return [...new Set(pods.flatMap((one) => missingOf(suite, one)))];
}

/** What the operators make of custom resources follows from their release, which may be another one here. */
function operatedHere({ cluster: { releases } }: Suite, stack: Stack) {
  const { collectors, jaegers, injections } = readModel(
    objectsOf(stack).map((one) => ({ value: asRun(one, releases) })),
  );
  return { collectors, jaegers, injections };
}

function missingOf({ images }: Suite, { containers }: ExpectedPods): string[] {
  return containers.flatMap(({ image = 'of no known name' }) =>
    images.has(fullName(image)) ? [] : [image],
  );
}

function isSelected({ metadata }: KubeObject, labels: ExpectedPods['labels']): boolean {
  return Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value);
}

function differences(
  pod: KubeObject,
  { containers, ports, complete }: ExpectedPods,
  processes: ReadonlyMap<string, number>,
): string[] {
  // sidecars are among those that start before, and go on
  const beside = listAt(pod, 'spec', 'initContainers').filter(
    (container) => at(container, 'restartPolicy') === 'Always',
  );
  const real = [...listAt(pod, 'spec', 'containers'), ...beside].map(
    (container) => `${textAt(container, 'name')} ${textAt(container, 'image')}`,
  );
  const wanted = containers.map(({ name, image }) => `${name} ${image}`);
  if (real.join() !== wanted.join()) {
    return [
      `${nameOf(pod)}: containers are ${real.join(', ')}; the model says ${wanted.join(', ')}`,
    ];
  }
  const pids = new Map(
    [
      ...listAt(pod, 'status', 'containerStatuses'),
      ...listAt(pod, 'status', 'initContainerStatuses'),
    ].map((status) => [
      textAt(status, 'name'),
      processes.get(textAt(status, 'containerID').replace(/^containerd:\/\//, '')),
    ]),
  );
  const wrong = containers.flatMap((container) => {
    const pid = pids.get(container.name);
    return pid === undefined
      ? [`${container.name} does not run`]
      : processDifferences(container, pid);
  });
  const [pid] = pids.values();
  if (pid !== undefined) wrong.push(...portDifferences(listeningPorts(pid), ports, complete));
  return wrong.map((line) => `${nameOf(pod)}: ${line}`);
}

function processDifferences({ name, args, env }: ExpectedContainer, pid: number): string[] {
  const given = new Set(argumentsOf(pid));
  const has = environmentOf(pid);
  return [
    ...args.filter((arg) => !given.has(arg)).map((arg) => `${name} is not given ${arg}`),
    ...Object.entries(env)
      .filter(([key, value]) => has.get(key) !== value)
      .map(([key, value]) => `${name} has ${key}=${has.get(key)}; the model says ${value}`),
  ];
}

function portDifferences(
  real: ReadonlySet<number>,
  expected: ReadonlySet<number>,
  complete: boolean,
): string[] {
  const silent = [...expected].filter((port) => !real.has(port));
  const unknown = complete ? [...real].filter((port) => !expected.has(port)) : [];
  return [
    ...silent.map((port) => `nothing listens on ${port}`),
    ...unknown.map((port) => `something listens on ${port}, which the model does not know`),
  ];
}
