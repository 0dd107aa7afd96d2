import { setTimeout as sleep } from 'node:timers/promises';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { overwritten } from '../../../src/lint/kubernetes/object/overwritten/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { parseYaml } from '../../../src/yaml.ts';
import { modelOfObjects } from '../../objects-model.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import type { KubeObject } from '../harness/objects.ts';

const NAMESPACE = 'overwritten';
const SECONDS = 20;

/** What the linter calls overwritten, the operator takes over. */
export async function checkOverwritten(checks: Checks, { kubectl, api }: Cluster): Promise<void> {
  const objects = parseYaml(exampleOf(overwritten).wrong, overwritten.id).map(({ value }) => {
    const { metadata, ...rest } = value as KubeObject;
    return { ...rest, metadata: { ...metadata, namespace: NAMESPACE } } as KubeObject;
  });
  const [finding] = lint(modelOfObjects(objects), [overwritten]);
  const told = objects.find(({ kind }) => kind === finding?.object.kind);
  await kubectl.run(['create', 'namespace', NAMESPACE]);
  await checks.check(
    'operators',
    'an object that the linter calls overwritten is taken over',
    async () => {
      if (told === undefined) throw new Error('the linter calls nothing overwritten');
      // the object of the user is there first
      await kubectl.applyObjects([told]);
      await kubectl.applyObjects(objects.filter((object) => object !== told));
      const deadline = Date.now() + SECONDS * 1000;
      while ((await api.read(told)).metadata.ownerReferences === undefined) {
        if (Date.now() > deadline)
          throw new Error(`${told.kind} ${told.metadata.name} is left alone`);
        await sleep(250);
      }
    },
  );
  await kubectl.run(['delete', 'namespace', NAMESPACE, '--wait=false']);
}
