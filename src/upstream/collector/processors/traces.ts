const needingWholeTraces: readonly string[] = [
  'processors/tail_sampling',
  'processors/groupbytrace',
  'processors/servicegraph',
  'connectors/servicegraph',
  'connectors/service_graph',
];

/**
 * Whether a component works on whole traces, so that all spans of one must reach the same pod.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/{tailsampling,groupbytrace}processor/README.md,
 * connector/servicegraphconnector/README.md.
 *
 * @param component - kind and type, `processors/tail_sampling`
 */
export function needsWholeTraces(component: string): boolean {
  return needingWholeTraces.includes(component);
}

const dropping: readonly string[] = ['filter', 'tail_sampling', 'probabilistic_sampler', 'routing'];

/**
 * Whether a processor lets only a part of the spans through.
 *
 * Source: opentelemetry-collector-contrib v0.158.0, README of each processor; that of routing v0.119.0.
 *
 * @param type - type of the processor
 */
export function dropsSpans(type: string): boolean {
  return dropping.includes(type);
}
