import type { Pipeline } from '../../../model/collector/config.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { ConfiguredCollector, Rule } from '../../rule.ts';

/** The processor that counts spans for adaptive sampling without the extension that computes with the counts, or the extension alone. */
export const v2AdaptiveSampling: Rule = {
  id: 'jaeger/v2-adaptive-sampling',
  severity: 'error',
  rationale:
    'the processor looks up the remote_sampling extension at start, and Jaeger exits when there is none',
  source: 'jaeger v2.13.0, started with such configurations; cmd/jaeger/internal/processors',
  ignoreWhen: 'an image of your own has another processor of that name',
  visit: ({ collectors }) => ({
    *component({ kind, type, id, settings }, { config }) {
      if (kind === 'extensions' && type === 'remote_sampling') {
        // another one may count into a storage that they share
        const isCounted = collectors.some((other) => other.config && countsSpans(other.config));
        if (own(settings, 'adaptive') !== undefined && !isCounted && takesSpans(config)) {
          yield {
            path: ['adaptive'],
            severity: 'warning',
            message: `${id} computes from spans that adaptive_sampling counts, and no pipeline has that processor: unless another Jaeger counts into its storage, every service keeps the initial probability`,
          };
        }
        return;
      }
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

/** Whether spans come in, and the extension is on. */
function takesSpans({ pipelines, extensions }: ConfiguredCollector['config']): boolean {
  const isSpans = ({ signal, receivers }: Pipeline) =>
    signal === 'traces' && receivers.some(({ id }) => !/^nop(?:\/|$)/.test(id));
  return extensions.some(({ id }) => id === 'remote_sampling') && pipelines.some(isSpans);
}

function countsSpans({ pipelines }: ConfiguredCollector['config']): boolean {
  return pipelines.some(({ processors }) =>
    processors.some(({ id }) => /^adaptive_sampling/.test(id)),
  );
}

function extensionProblem(config: ConfiguredCollector['config']): string | undefined {
  const extension = config.component('extensions', 'remote_sampling');
  if (extension === undefined) return 'got none';
  if (!config.isEnabled(extension)) return 'which service.extensions does not name';
  return own(extension.settings, 'adaptive') === undefined ? 'which has none' : undefined;
}
