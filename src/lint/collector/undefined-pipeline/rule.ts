import { pipelineReferences } from '../../../upstream/collector/connector-pipelines.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Rule } from '../../rule.ts';

/** A connector that sends to a pipeline which it does not feed. */
export const undefinedPipeline: Rule = {
  id: 'collector/undefined-pipeline',
  severity: 'error',
  rationale:
    'a connector sends to pipelines that have it for a receiver, and the collector does not start when it names another',
  source: 'opentelemetry-collector-contrib v0.158.0 connector/routingconnector, failoverconnector',
  ignoreWhen:
    'never with the connectors of the contrib distribution, which look their pipelines up when they start. A second `--config` file may add the connector to the pipeline that it names',
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
          message: `${id} sends to pipeline '${pipeline}', which does not have it for a receiver`,
          fix: nearest(pipeline, fed),
        };
      }
    },
  }),
};
