import type { Sender } from '../edge/senders.ts';
import type { Cluster, Subject } from '../subject.ts';
import {
  readTekton,
  readTektonControllers,
  type TektonController,
  type TektonTracing,
  tektonSenders,
} from './tracing.ts';

/** What is known of Tekton Pipelines. */
export interface TektonPart {
  readonly tektonControllers: readonly TektonController[];
  /** Tracing settings that are meant for Tekton. */
  readonly tekton: readonly TektonTracing[];
}

/** Tekton Pipelines, which sends spans of its own. */
export const tekton: Subject<Cluster, TektonPart, Sender<'tekton'>> = {
  read: ({ objects, workloads }) => {
    const tektonControllers = readTektonControllers(workloads);
    return { tektonControllers, tekton: readTekton(objects, tektonControllers) };
  },
  senders: (model) => model.tekton.flatMap(tektonSenders),
};
