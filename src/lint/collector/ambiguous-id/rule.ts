import type { Rule } from '../../rule.ts';

/** A connector with the id of a receiver or an exporter. */
export const ambiguousId: Rule = {
  id: 'collector/ambiguous-id',
  severity: 'error',
  rationale:
    'pipelines list connectors among receivers and exporters, so a connector with the id of a receiver or exporter keeps the collector from starting',
  source: 'opentelemetry-collector v0.158.0 otelcol/config.go',
  ignoreWhen:
    'never: no collector can tell which of the two a pipeline means. Give the connector another name',
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
