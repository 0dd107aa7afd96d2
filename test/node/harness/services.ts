import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { textAt } from '../../cluster/harness/objects.ts';

/** Where a Service is reached by its address from this process, which is in the network of the node. */
export async function serviceUrl(
  kubectl: Kubectl,
  namespace: string,
  name: string,
  port: number,
): Promise<string> {
  const service = await kubectl.find('services', name, namespace);
  if (service === undefined) throw new Error(`there is no Service ${namespace}/${name}`);
  return `http://${textAt(service, 'spec', 'clusterIP')}:${port}`;
}
