import { signals } from '../../../upstream/collector/components.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Rule } from '../../rule.ts';

/** A pipeline whose id names no signal. */
export const unknownSignal: Rule = {
  id: 'collector/unknown-signal',
  severity: 'error',
  rationale:
    'the id of a pipeline begins with its signal, such as traces; with an unknown signal the collector fails to start',
  source: 'opentelemetry-collector v0.158.0 pipeline/pipeline.go',
  ignoreWhen:
    'the image is newer than the releases that the linter knows and supports a new signal; the known ones exit with an error',
  visit: () => ({
    *pipeline({ id, signal }) {
      if (signals.includes(signal) || id.includes('$')) return;
      const near = nearest(signal, signals);
      yield {
        message: `pipeline ${id} must be of a signal (${signals.join(', ')}), got '${signal}'`,
        fix: near === undefined ? undefined : `${near}${id.slice(signal.length)}`,
      };
    },
  }),
};
