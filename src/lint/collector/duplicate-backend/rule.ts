import { backendOf } from '../../../model/collector/backends.ts';
import type {
  CollectorConfig,
  Component,
  ComponentReference,
  Pipeline,
} from '../../../model/collector/config.ts';
import { edgesByExporter, pipelinesBy } from '../../../model/collector/flows.ts';
import { sendsSpans } from '../../../model/edge/senders.ts';
import type { Edge } from '../../../model/model.ts';
import { dropsSpans } from '../../../upstream/collector/processors/traces.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Spans that reach the same backend twice. */
export const duplicateBackend: Rule = {
  id: 'collector/duplicate-backend',
  severity: 'warning',
  rationale: 'a backend that receives the same spans from two exporters stores every span twice',
  source:
    'opentelemetry-collector v0.158.0 service/internal/graph, each exporter of a pipeline gets all data',
  ignoreWhen:
    'the two paths carry different spans in a way that the linter does not see, such as a processor of your own that drops some; or both copies are wanted, such as while you move from one exporter to the other',
  visit({ edges }) {
    const outgoing = edgesByExporter(edges);
    return {
      *collector({ config }) {
        if (config) yield* duplicates(config, outgoing);
      },
    };
  },
};

/** An exporter of a pipeline. */
interface Way {
  readonly pipeline: Pipeline;
  readonly exporter: ComponentReference;
}

type Outgoing = ReadonlyMap<Component, readonly Edge[]>;

function* duplicates(config: CollectorConfig, outgoing: Outgoing): Iterable<Finding> {
  const ways = new Map<string, Way>();
  const reported = new Set<ComponentReference>();
  for (const [flow, way] of flows(config, outgoing)) {
    const first = ways.get(flow);
    if (!first) {
      ways.set(flow, way);
    } else if (!reported.has(way.exporter) && isTwice(config, first, way)) {
      reported.add(way.exporter);
      yield finding(first, way);
    }
  }
}

/** What flows through a configuration, each input to each backend as a text, and the way that it takes. */
function* flows(config: CollectorConfig, outgoing: Outgoing): Iterable<[flow: string, way: Way]> {
  const sources = pipelinesBy(config, 'exporters');
  for (const pipeline of config.pipelines) {
    if (pipeline.signal !== 'traces') continue;
    const inputs = inputsOf(config, pipeline, sources);
    for (const exporter of pipeline.exporters) {
      for (const backend of backendsOf(config, exporter, outgoing)) {
        for (const input of inputs) yield [`${input}\n${backend}`, { pipeline, exporter }];
      }
    }
  }
}

function backendsOf(
  config: CollectorConfig,
  { id }: ComponentReference,
  outgoing: Outgoing,
): ReadonlySet<string> {
  const exporter = config.component('exporters', id);
  const edges = (exporter && outgoing.get(exporter)) ?? [];
  const sending = edges.filter(({ sender }) => sendsSpans(sender));
  return new Set(sending.flatMap((edge) => backendOf(edge) ?? []));
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
      ? `${id}${same} gets the same spans again from pipeline ${pipeline.id}`
      : `${id} sends the spans of pipeline ${pipeline.id} to the same backend as ${first.exporter.id}${same}`;
  return { object, path, message: `${what}, so the backend stores them twice` };
}

/** Pipelines by what they export to. */
type Sources = ReadonlyMap<string, readonly Pipeline[]>;

/** What a pipeline is fed by: receivers, also those behind forward connectors, and other connectors for itself alone. */
function inputsOf(config: CollectorConfig, pipeline: Pipeline, sources: Sources): string[] {
  const inputs = new Set<string>();
  const before = new Set([pipeline]);
  // a set is iterated over what is added on the way, too
  for (const current of before) {
    for (const { id } of current.receivers) {
      const behind = pipelinesBehind(config, id, sources);
      for (const source of behind ?? []) before.add(source);
      if (!behind) inputs.add(config.component('connectors', id) ? `${id} ${current.id}` : id);
    }
  }
  return [...inputs];
}

// following connectors takes quadratic time, which longer lists of pipelines are not worth
const mostPipelines = 200;

/** Pipelines that feed a forward connector; undefined for all else. */
function pipelinesBehind(
  config: CollectorConfig,
  id: string,
  sources: Sources,
): readonly Pipeline[] | undefined {
  const forwards = config.component('connectors', id)?.type === 'forward';
  return forwards && config.pipelines.length <= mostPipelines ? (sources.get(id) ?? []) : undefined;
}

/** Whether only a part of the spans comes through a pipeline, which may be another part than elsewhere. */
function drops(config: CollectorConfig, { processors }: Pipeline): boolean {
  return processors.some(({ id }) => dropsSpans(config.component('processors', id)?.type ?? ''));
}
