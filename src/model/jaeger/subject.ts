import type { Sender } from '../edge/senders.ts';
import type { OperatorPart } from '../operator/subject.ts';
import type { Cluster, Subject } from '../subject.ts';
import { agentSenders } from './agent-senders.ts';
import { jaegerListening } from './images.ts';
import { type Jaeger, readJaegers } from './instances.ts';
import type { RunningRole } from './roles.ts';
import { type JaegerService, jaegerResources } from './services.ts';
import { readWorkloadRoles } from './workload-roles.ts';

/** What is known of Jaeger v1. */
export interface JaegerPart {
  /** Jaeger v1 instances. */
  readonly jaegers: readonly Jaeger[];
  /** Components of Jaeger v1, those of Jaegers first. */
  readonly jaegerRoles: readonly RunningRole[];
}

/** Jaeger v1; v2 is a collector. */
export const jaeger: Subject<
  Cluster & Pick<OperatorPart, 'versions'>,
  JaegerPart,
  Sender<'workload'>,
  JaegerService
> = {
  read: ({ objects, workloads, versions, releases }) => {
    const jaegers = readJaegers(objects, versions, releases);
    return {
      jaegers,
      jaegerRoles: [...operatedRoles(jaegers), ...readWorkloadRoles(objects, workloads)],
    };
  },
  resources: ({ jaegers }) => jaegerResources(jaegers),
  listening: jaegerListening,
  senders: ({ workloads }) => workloads.flatMap(agentSenders),
};

function operatedRoles(jaegers: readonly Jaeger[]): RunningRole[] {
  return jaegers.flatMap((jaeger) => jaeger.roles.map((role) => ({ ...role, jaeger })));
}
