import { pipelineReferences } from '../../../upstream/collector/connector-pipelines.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Rule } from '../../rule.ts';

/** A connector that sends to a pipeline which it does not feed. */
export const undefinedPipeline: Rule = {
  id: 'collector/undefined-pipeline',
  severity: 'error',
  rationale:
    'a connector can send only to pipelines that list it as a receiver; with any other pipeline the collector fails to start',
  source: 'opentelemetry-collector-contrib v0.158.0 connector/routingconnector, failoverconnector',
  ignoreWhen:
    'never with connectors of the contrib distribution, which look up their pipelines at start. A second `--config` file may add the connector to that pipeline',
  visit: () => ({
    *component(component, { config }) {
      const { kind, id, type, settings } = component;
      if (kind !== 'connectors' || !config.isEnabled(component)) return;
      const fed = config.pipelines
        .filter(({ receivers }) => receivers.some((receiver) => receiver.id === id))
        .map((pipeline) => pipeline.id);
      for (const { path, id: pipeline } of pipelineReferences(type, settings)) {
        if (fed.includes(pipeline)) continue;
        yield {
          path,
          message: `${id} sends to pipeline '${pipeline}', which does not list it as a receiver`,
          fix: nearest(pipeline, fed),
        };
      }
    },
  }),
};
