import { own } from '../../../upstream/values/unknown.ts';
import type { ConfiguredCollector, Rule } from '../../rule.ts';

/** A processor that counts spans for adaptive sampling, without the extension that computes with the counts. */
export const v2AdaptiveSampling: Rule = {
  id: 'jaeger/v2-adaptive-sampling',
  severity: 'error',
  rationale:
    'the processor looks up the remote_sampling extension at start, and Jaeger exits when there is none',
  source: 'jaeger v2.13.0, started with such configurations; cmd/jaeger/internal/processors',
  ignoreWhen: 'an image of your own has another processor of that name',
  visit: () => ({
    *component({ kind, type, id }, { config }) {
      if (kind !== 'processors' || type !== 'adaptive_sampling') return;
      if (!config.pipelines.some(({ processors }) => processors.some((one) => one.id === id))) {
        return;
      }
      const got = extensionProblem(config);
      if (got !== undefined) {
        yield { message: `${id} needs extension remote_sampling with adaptive, ${got}` };
      }
    },
  }),
};

function extensionProblem(config: ConfiguredCollector['config']): string | undefined {
  const extension = config.component('extensions', 'remote_sampling');
  if (extension === undefined) return 'got none';
  if (!config.isEnabled(extension)) return 'which service.extensions does not name';
  return own(extension.settings, 'adaptive') === undefined ? 'which has none' : undefined;
}
