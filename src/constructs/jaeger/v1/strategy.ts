import type { JaegerStrategy } from '../../../upstream/jaeger/names.ts';
import type { KafkaProps } from '../kafka.ts';
import { isShared } from '../local-storage.ts';

/** Components of a Jaeger v1 that have pods of their own. */
export type JaegerRole = 'allInOne' | 'collector' | 'query' | 'ingester';

/** Those of a component that another one may not be. */
export const jaegerRoles: readonly JaegerRole[] = ['allInOne', 'collector', 'query', 'ingester'];

const rolesByStrategy: Readonly<Record<JaegerStrategy, readonly JaegerRole[]>> = {
  allInOne: ['allInOne'],
  production: ['collector', 'query'],
  streaming: ['collector', 'ingester', 'query'],
};

/** What decides how a Jaeger is run. */
interface Deciding {
  readonly storage: { readonly type: string };
  readonly kafka?: KafkaProps;
}

/** How the operator is told to run a Jaeger: as one pod where pods cannot share the storage, and with Kafka between where there is one. */
export function strategyOf({ storage, kafka }: Deciding): JaegerStrategy {
  if (!isShared(storage)) return 'allInOne';
  return kafka === undefined ? 'production' : 'streaming';
}

/** The components that a Jaeger has pods of. */
export function rolesOf(props: Deciding): readonly JaegerRole[] {
  return rolesByStrategy[strategyOf(props)];
}
