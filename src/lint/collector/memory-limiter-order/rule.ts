import type { Rule } from '../../rule.ts';

/** A memory_limiter that is not the first processor of its pipeline. */
export const memoryLimiterOrder: Rule = {
  id: 'collector/memory-limiter-order',
  severity: 'warning',
  rationale:
    'a memory_limiter in first place makes receivers refuse data; behind other processors it drops data that receivers have already accepted',
  source: 'opentelemetry-collector v0.158.0 processor/memorylimiterprocessor/README.md',
  ignoreWhen:
    'senders never retry anyway, and the processors before the memory_limiter are cheap and reduce the data, such as `filter` or `probabilistic_sampler`',
  visit: () => ({
    *pipeline({ id, processors }, { config }) {
      const [first] = processors;
      const index = processors.findIndex(
        (reference) => config.component('processors', reference.id)?.type === 'memory_limiter',
      );
      const limiter = processors[index];
      if (index < 1 || !limiter || !first) return;
      yield {
        object: limiter.object,
        path: limiter.path,
        message: `${limiter.id} must be the first processor of pipeline ${id}, got ${first.id} before it`,
      };
    },
  }),
};
