import { jaegerV2Names } from '../../../upstream/jaeger/v2/names.ts';
import type { JaegerV2Role, NamedJaegerV2Props } from './props.ts';

/** A CR of a Jaeger v2, and what it is for. */
export interface Part {
  readonly role: JaegerV2Role;
  /** Name of the CR. */
  readonly name: string;
  /** Whether senders send spans to it. */
  readonly receives: boolean;
  /** Whether it writes spans into the storage. */
  readonly stores: boolean;
  /** Whether it answers queries. */
  readonly queries: boolean;
}

/** The CRs that a Jaeger v2 consists of; the first one collects. */
export function partsOf({ name, layout, kafka }: NamedJaegerV2Props): [Part, ...Part[]] {
  const names = jaegerV2Names(name);
  const idle = { receives: false, stores: false, queries: false };
  const collector: Part = {
    role: 'collector',
    name: names.collector,
    receives: true,
    stores: kafka === undefined,
    queries: layout === 'one',
  };
  return [
    collector,
    ...(kafka ? [{ ...idle, role: 'ingester' as const, name: names.ingester, stores: true }] : []),
    ...(layout === 'split'
      ? [{ ...idle, role: 'query' as const, name: names.query, queries: true }]
      : []),
  ];
}
