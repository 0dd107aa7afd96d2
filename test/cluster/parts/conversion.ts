import type { Checks } from '../harness/checks.ts';
import { configDifferences, differences } from '../harness/compare.ts';
import { at, type KubeObject } from '../harness/objects.ts';
import type { OperatedStack } from './operated.ts';

const RESOURCE = 'opentelemetrycollectors';

/** A collector that was applied as v1alpha1 is read back as v1beta1 with the same meaning, and as v1alpha1 again. */
export async function checkConversion(
  checks: Checks,
  { stack, cluster, model }: OperatedStack,
): Promise<void> {
  for (const { name, namespace, object } of model.collectors) {
    if (object.apiVersion !== 'opentelemetry.io/v1alpha1') continue;
    const title = `${stack.name}: ${name} is read back in both versions`;
    await checks.check('operators', title, async () => {
      const sent = object.value as unknown as KubeObject;
      const read = async (version: string): Promise<KubeObject> => {
        const resource = `${RESOURCE}.${version}.opentelemetry.io`;
        const found = await cluster.kubectl.find(resource, name, namespace);
        if (found === undefined) throw new Error(`${resource} ${name} is gone`);
        return found;
      };
      const beta = await read('v1beta1');
      const wrong = [
        ...configDifferences(at(sent, 'spec', 'config'), at(beta, 'spec', 'config')),
        ...differences(sent, await read('v1alpha1')),
      ];
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    });
  }
}
