import { reasonOf } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed } from '../check.ts';
import type { Cluster } from '../cluster.ts';
import type { Context } from '../context.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';
import { hopOf, type Way, waysOf } from './hops.ts';

/** Whether there is somebody to answer at every address of the manifests that is a Service. */
export function reachChecks(context: Context): Check[] {
  return waysOf(context).map((way) => {
    const { service, port, edges } = way;
    const clients = [...new Set(edges.map(({ sender }) => sender.client.name))];
    return {
      title: `${service.name}.${service.namespace}:${port} answers ${clients.join(', ')}`,
      run: () => reachOutcome(context, way),
    };
  });
}

async function reachOutcome({ cluster }: Context, { service, port, edges }: Way): Promise<Outcome> {
  const hop = hopOf(edges[0]);
  const { namespace, name } = service;
  const fix = `kubectl -n ${namespace} get service,endpointslices -l kubernetes.io/service-name=${name}; kubectl -n ${namespace} describe service ${name}`;
  const { endpoints, problem } = await endpointsOf(cluster, service, port);
  if (problem) return { ...problem, hop, fix };
  const refusals = await Promise.all(
    endpoints.slice(0, mostPods).map((one) => refusal(cluster, one)),
  );
  const refused = refusals.flatMap((reason, index) =>
    reason === undefined ? [] : [`pod ${endpoints[index]?.pod.name}: ${reason}`],
  );
  return refused.length === 0
    ? passed(`${endpoints.length} pods`)
    : failed(`nothing listens on port ${endpoints[0].port} of its pods`, {
        hop,
        evidence: refused,
        fix: `the Service leads to another port than the program listens on: kubectl -n ${namespace} describe service ${name}`,
      });
}

/** Pods of a Service that are tried. */
const mostPods = 3;
/** How long a connection has to stay open to count as accepted; a refusal comes at once. */
const quiet = 700;

/** Why a connection to a port is refused; undefined when it stays open. */
async function refusal(cluster: Cluster, { pod, port }: Endpoint): Promise<string | undefined> {
  const connection = await cluster.connect(pod, port);
  return new Promise((resolve) => {
    const settle = (reason: string | undefined) => {
      clearTimeout(timer);
      connection.destroy();
      resolve(reason);
    };
    const timer = setTimeout(() => settle(undefined), quiet);
    connection.on('error', (error) => settle(reasonOf(error)));
    connection.once('data', () => settle(undefined));
    if (connection.errored) settle(reasonOf(connection.errored));
  });
}
