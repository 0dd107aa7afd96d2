import { nearest } from '../../../upstream/values/nearest.ts';
import type { Rule } from '../../rule.ts';

const signals = ['traces', 'metrics', 'logs', 'profiles'];

/** A pipeline whose id names no signal. */
export const unknownSignal: Rule = {
  id: 'collector/unknown-signal',
  severity: 'error',
  rationale:
    'the id of a pipeline begins with its signal; with another word the collector does not start',
  source: 'opentelemetry-collector v0.158.0 pipeline/pipeline.go',
  *check({ collectors }) {
    for (const { config } of collectors) {
      for (const { id, signal, object, path } of config?.pipelines ?? []) {
        if (signals.includes(signal) || id.includes('$')) continue;
        const near = nearest(signal, signals);
        yield {
          object,
          path,
          message: `pipeline ${id} must be of a signal (${signals.join(', ')}), got '${signal}'`,
          ...(near === undefined ? {} : { fix: `${near}${id.slice(signal.length)}` }),
        };
      }
    }
  },
};
