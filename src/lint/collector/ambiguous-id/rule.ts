import type { Rule } from '../../rule.ts';

/** A connector with the id of a receiver or an exporter. */
export const ambiguousId: Rule = {
  id: 'collector/ambiguous-id',
  severity: 'error',
  rationale:
    'pipelines name connectors among receivers and exporters, so a collector does not start with one of the same id',
  source: 'opentelemetry-collector v0.158.0 otelcol/config.go',
  ignoreWhen:
    'never: no collector can tell which of the two a pipeline means, and a new name for the connector costs nothing',
  visit: () => ({
    *component({ kind, id }, { config }) {
      if (kind !== 'connectors') return;
      const other = (['receivers', 'exporters'] as const).find((section) =>
        config.component(section, id),
      );
      if (other === undefined) return;
      yield {
        message: `connector ${id} must not have the id of another component, ${other} define ${id} too`,
        fix: `${id}/connector`,
      };
    },
  }),
};
