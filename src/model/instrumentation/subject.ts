import type { CollectorPart } from '../collector/subject.ts';
import type { Sender } from '../edge/senders.ts';
import type { OperatorPart } from '../operator/subject.ts';
import type { Cluster, Subject } from '../subject.ts';
import { type Injection, injectedLanguages, readInjections } from './injections.ts';
import { type Instrumentation, readInstrumentations } from './instances.ts';
import { instrumentationSenders } from './senders.ts';

/** What is known of instrumentation that the OpenTelemetry operator injects. */
export interface InstrumentationPart {
  readonly instrumentations: readonly Instrumentation[];
  /** What annotations inject into workloads, and annotations where nobody reads them. */
  readonly injections: readonly Injection[];
}

/** Instrumentation that the OpenTelemetry operator injects, which makes spans. */
export const instrumentation: Subject<
  Cluster & Pick<OperatorPart, 'versions'> & Pick<CollectorPart, 'collectors'>,
  InstrumentationPart,
  Sender<'instrumentation'>
> = {
  read: ({ objects, workloads, versions, collectors }) => {
    const instrumentations = readInstrumentations(objects, versions.otelOperator);
    return {
      instrumentations,
      injections: readInjections(objects, workloads, instrumentations, collectors),
    };
  },
  senders: ({ instrumentations, injections }) => {
    const injected = injectedLanguages(injections);
    return instrumentations.flatMap((one) =>
      instrumentationSenders(one, injected.get(one) ?? new Set()),
    );
  },
};
