import type { CollectorConfig, Pipeline } from '../../../model/collector/config.ts';
import { handledSignals, signals } from '../../../upstream/collector/components.ts';
import { pipelineKeys } from '../../../upstream/collector/sections.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A component in a pipeline of a signal that it does not handle. */
export const wrongSignal: Rule = {
  id: 'collector/wrong-signal',
  severity: 'error',
  rationale:
    'the collector fails to start with a component in a pipeline of a signal that it does not support',
  source: 'opentelemetry.io data/collector, v0.158.0',
  ignoreWhen:
    'a release newer than the linter knows lets the component handle the signal, or the component is a build of your own under a known name',
  visit: () => ({
    *pipeline(pipeline, { config }) {
      if (!signals.includes(pipeline.signal)) return;
      for (const kind of pipelineKeys) yield* problems(config, pipeline, kind);
    },
  }),
};

function* problems(
  config: CollectorConfig,
  pipeline: Pipeline,
  kind: (typeof pipelineKeys)[number],
): Iterable<Finding> {
  for (const { id, object, path } of pipeline[kind]) {
    const component = config.component(kind, id);
    const handled = component ? handledSignals(kind, component.type) : [];
    if (handled.length === 0 || handled.includes(pipeline.signal)) continue;
    yield {
      object,
      path,
      message: `${kind} ${id} handles ${handled.join(', ')}, but pipeline ${pipeline.id} carries ${pipeline.signal}`,
    };
  }
}
