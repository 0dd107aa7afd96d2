import { backendOf } from '../../../model/collector/backends.ts';
import type {
  CollectorConfig,
  Component,
  ComponentReference,
  Pipeline,
} from '../../../model/collector/config.ts';
import { edgesByExporter, pipelinesBy } from '../../../model/collector/flows.ts';
import type { Edge } from '../../../model/model.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Spans that reach the same backend twice. */
export const duplicateBackend: Rule = {
  id: 'collector/duplicate-backend',
  severity: 'warning',
  rationale: 'a backend that is fed by two exporters stores every span twice',
  source:
    'opentelemetry-collector v0.158.0 service/internal/graph, each exporter of a pipeline gets all data',
  *check({ collectors, edges }) {
    const outgoing = edgesByExporter(edges);
    for (const { config } of collectors) if (config) yield* duplicates(config, outgoing);
  },
};

/** An exporter of a pipeline. */
interface Way {
  readonly pipeline: Pipeline;
  readonly exporter: ComponentReference;
}

function* duplicates(
  config: CollectorConfig,
  outgoing: ReadonlyMap<Component, readonly Edge[]>,
): Iterable<Finding> {
  const ways = new Map<string, Way>();
  const reported = new Set<ComponentReference>();
  const sources = pipelinesBy(config, 'exporters');
  for (const pipeline of config.pipelines) {
    if (pipeline.signal !== 'traces') continue;
    const inputs = inputsOf(config, pipeline, sources);
    for (const exporter of pipeline.exporters) {
      const component = config.component('exporters', exporter.id);
      const backends = new Set((component && outgoing.get(component))?.map(backendOf));
      const way = { pipeline, exporter };
      for (const key of [...backends].flatMap((backend) =>
        backend === undefined ? [] : inputs.map((input) => `${input}\n${backend}`),
      )) {
        const first = ways.get(key);
        if (!first) ways.set(key, way);
        else if (!reported.has(exporter) && isTwice(config, first, way)) {
          reported.add(exporter);
          yield finding(first, way);
        }
      }
    }
  }
}

function isTwice(config: CollectorConfig, a: Way, b: Way): boolean {
  if (a.pipeline === b.pipeline) return a.exporter.id !== b.exporter.id;
  return !drops(config, a.pipeline) && !drops(config, b.pipeline);
}

function finding(first: Way, { pipeline, exporter }: Way): Finding {
  const { object, path, id } = exporter;
  const same = first.pipeline === pipeline ? '' : ` of pipeline ${first.pipeline.id}`;
  const what =
    first.exporter.id === id
      ? `${id}${same} is fed with the same spans by pipeline ${pipeline.id}`
      : `${id} sends the spans of pipeline ${pipeline.id} to the same backend as ${first.exporter.id}${same}`;
  return { object, path, message: `${what}, which stores them twice` };
}

// following connectors takes quadratic time, which longer lists of pipelines are not worth
const mostPipelines = 200;

/** What a pipeline is fed by: receivers, also those behind forward connectors, and other connectors for itself alone. */
function inputsOf(config: CollectorConfig, pipeline: Pipeline, sources: Sources): string[] {
  const inputs = new Set<string>();
  const before = new Set([pipeline]);
  // a set is iterated over what is added on the way, too
  for (const current of before) {
    for (const { id } of current.receivers) {
      const connector = config.component('connectors', id);
      const forwards = connector?.type === 'forward' && config.pipelines.length <= mostPipelines;
      if (forwards) for (const source of sources.get(id) ?? []) before.add(source);
      else inputs.add(connector ? `${id} ${current.id}` : id);
    }
  }
  return [...inputs];
}

/** Pipelines by what they export to. */
type Sources = ReadonlyMap<string, readonly Pipeline[]>;

const droppers = ['filter', 'tail_sampling', 'probabilistic_sampler', 'routing'];

/** Whether only a part of the spans comes through a pipeline, which may be another part than elsewhere. */
function drops(config: CollectorConfig, { processors }: Pipeline): boolean {
  return processors.some(({ id }) =>
    droppers.includes(config.component('processors', id)?.type ?? ''),
  );
}
