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
  *check({ collectors }) {
    for (const { config } of collectors) {
      for (const component of config?.components ?? []) {
        const { kind, id, type, settings, object, path } = component;
        if (!config || kind !== 'connectors' || !config.isEnabled(component)) continue;
        const fed = config.pipelines
          .filter(({ receivers }) => receivers.some((receiver) => receiver.id === id))
          .map((pipeline) => pipeline.id);
        for (const reference of pipelineReferences(type, settings)) {
          if (fed.includes(reference.id)) continue;
          const near = nearest(reference.id, fed);
          yield {
            object,
            path: [...path, ...reference.path],
            message: `${id} sends to pipeline '${reference.id}', which does not have it for a receiver`,
            fix: near,
          };
        }
      }
    }
  },
};
