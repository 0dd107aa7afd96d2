import { parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import { agentProtocols } from '../instrumentation/injections.ts';
import type { InstrumentationPart } from '../instrumentation/subject.ts';
import type { Cluster, Subject } from '../subject.ts';
import { placedContainers } from './environment-places.ts';
import { loadGeneratorSenders } from './load-generators.ts';
import { workloadSenders } from './senders.ts';

/** SDKs in containers, which make spans. */
export const sdk: Subject<
  Cluster & Pick<InstrumentationPart, 'injections'>,
  object,
  Sender<'workload'>
> = {
  read: () => ({}),
  senders: ({ objects, workloads, injections }) => {
    const agents = agentProtocols(injections);
    return [
      ...workloads.flatMap((workload) => [
        ...workloadSenders(objects, workload, agents.has(workload), agents.get(workload)),
        ...loadGeneratorSenders(workload),
      ]),
      ...placedContainers(objects).flatMap((placed) =>
        workloadSenders(objects, placed, false, undefined).filter(
          // a name alone is looked for where it runs
          ({ address }) => !placed.runsElsewhere || parseAddress(address)?.host.includes('.'),
        ),
      ),
    ];
  },
};
