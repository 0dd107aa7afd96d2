import type { Sender } from '../edge/senders.ts';
import type { OperatorPart } from '../operator/subject.ts';
import type { Cluster, Subject } from '../subject.ts';
import { agentSenders } from './agent-senders.ts';
import { jaegerListening } from './images.ts';
import { type Jaeger, readJaegers } from './instances.ts';
import { type JaegerService, jaegerResources } from './services.ts';

/** What is known of Jaeger v1. */
export interface JaegerPart {
  /** Jaeger v1 instances. */
  readonly jaegers: readonly Jaeger[];
}

/** Jaeger v1; v2 is a collector. */
export const jaeger: Subject<
  Cluster & Pick<OperatorPart, 'versions'>,
  JaegerPart,
  Sender<'workload'>,
  JaegerService
> = {
  read: ({ objects, versions }) => ({ jaegers: readJaegers(objects, versions) }),
  resources: ({ jaegers }) => jaegerResources(jaegers),
  listening: jaegerListening,
  senders: ({ workloads }) => workloads.flatMap(agentSenders),
};
