import type { Rule } from '../../rule.ts';

/** A memory_limiter that is not the first processor of its pipeline. */
export const memoryLimiterOrder: Rule = {
  id: 'collector/memory-limiter-order',
  severity: 'warning',
  rationale:
    'memory_limiter makes receivers refuse data; behind other processors it drops data that they have accepted',
  source: 'opentelemetry-collector v0.158.0 processor/memorylimiterprocessor/README.md',
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      for (const { id, processors } of config.pipelines) {
        const [first] = processors;
        const index = processors.findIndex(
          (reference) => config.component('processors', reference.id)?.type === 'memory_limiter',
        );
        const limiter = processors[index];
        if (index < 1 || !limiter || !first) continue;
        yield {
          object: limiter.object,
          path: limiter.path,
          message: `${limiter.id} must be the first processor of pipeline ${id}, got ${first.id} before it`,
        };
      }
    }
  },
};
