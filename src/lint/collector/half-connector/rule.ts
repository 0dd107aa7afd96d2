import type { Component, Pipeline } from '../../../model/collector/config.ts';
import { pipelinesBy } from '../../../model/collector/flows.ts';
import { joinsSignals } from '../../../upstream/collector/components.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A connector that is not both an exporter and a receiver, of signals that it joins. */
export const halfConnector: Rule = {
  id: 'collector/half-connector',
  severity: 'error',
  rationale:
    'a connector must be an exporter of one pipeline and a receiver of another, or the collector fails to start',
  source: 'opentelemetry-collector v0.158.0 service/internal/graph/graph.go',
  ignoreWhen:
    'a release newer than the linter knows lets the connector join these signals, or the connector is a build of your own under a known name. A connector with one end only: never',
  visit: () => ({
    *collector({ config }) {
      const connectors = config?.components.filter(({ kind }) => kind === 'connectors') ?? [];
      if (!config || connectors.length === 0) return;
      const sources = pipelinesBy(config, 'exporters');
      const targets = pipelinesBy(config, 'receivers');
      for (const connector of connectors) {
        const { id } = connector;
        yield* problems(connector, sources.get(id) ?? [], targets.get(id) ?? []);
      }
    },
  }),
};

function* problems(
  connector: Component,
  from: readonly Pipeline[],
  to: readonly Pipeline[],
): Iterable<Finding> {
  const { id, object, path } = connector;
  if (from.length > 0 && to.length > 0) {
    yield* unjoined(connector, from, to);
  } else if (from.length > 0 || to.length > 0) {
    const [is, isNot] =
      to.length === 0 ? ['an exporter', 'a receiver'] : ['a receiver', 'an exporter'];
    yield {
      object,
      path,
      message: `connector ${id} must be an exporter of one pipeline and a receiver of another; it is ${is}, but nowhere ${isNot}`,
    };
  }
}

function* unjoined(
  connector: Component,
  from: readonly Pipeline[],
  to: readonly Pipeline[],
): Iterable<Finding> {
  const { id, type } = connector;
  const joins = (source: Pipeline, target: Pipeline) =>
    joinsSignals(type, source.signal, target.signal) !== false;
  for (const source of from) {
    if (to.some((target) => joins(source, target))) continue;
    yield {
      ...(source.exporters.find((item) => item.id === id) ?? connector),
      message: `connector ${id} cannot convert ${source.signal} for any pipeline that lists it as a receiver (${names(to)})`,
    };
  }
  for (const target of to) {
    if (from.some((source) => joins(source, target))) continue;
    yield {
      ...(target.receivers.find((item) => item.id === id) ?? connector),
      message: `connector ${id} cannot produce ${target.signal} from the pipelines that list it as an exporter (${names(from)})`,
    };
  }
}

function names(pipelines: readonly Pipeline[]): string {
  return listed(pipelines.map(({ id }) => id));
}
