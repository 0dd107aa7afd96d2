import { edgesByExporter } from '../../../model/collector/flows.ts';
import { readScalers, type Scalers, scalingOf } from '../../../model/collector/scaling.ts';
import type { Edge } from '../../../model/model.ts';
import {
  loadBalancers,
  loadBalancingProblems,
} from '../../../upstream/collector/load-balancing.ts';
import { collectorNames } from '../../../upstream/otel-operator/collector-names.ts';
import type { Finding, Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A load_balancing exporter that cannot see the pods it should choose from. */
export const loadBalancing: Rule = {
  id: 'collector/load-balancing',
  severity: 'error',
  rationale:
    'a Service with a ClusterIP spreads connections at random, so the load_balancing exporter cannot choose a pod by trace id',
  source: 'opentelemetry-collector-contrib v0.158.0 exporter/loadbalancingexporter/README.md',
  ignoreWhen:
    'the Service always has a single pod, which gets all spans of a trace. Settings that the exporter rejects: never, the collector fails to start',
  visit({ edges, objects }) {
    const scalers = readScalers(objects);
    const outgoing = edgesByExporter(edges);
    return {
      *component(component, { config }) {
        const { kind, type, settings } = component;
        if (kind !== 'exporters' || !loadBalancers.includes(type)) return;
        const traces = config.pipelinesOf(component).some(({ signal }) => signal === 'traces');
        for (const problem of loadBalancingProblems(settings, traces)) {
          yield settingProblem(component, problem);
        }
        for (const edge of outgoing.get(component) ?? []) yield* blind(edge, scalers);
      },
    };
  },
};

function* blind({ sender, target }: Edge, scalers: Scalers): Iterable<Finding> {
  if (target.kind !== 'service' || target.service.headless || sender.grammar === 'service') return;
  const { name, collector, derived, role } = target.service;
  if (collector && !scalingOf(collector, scalers)) return;
  yield {
    object: sender.object,
    path: sender.path,
    message: `${sender.label} must resolve to pods, but Service ${name} has a single ClusterIP: use a headless Service or the k8s resolver`,
    fix:
      collector && derived && role === 'collector' && sender.grammar === 'host'
        ? sender.address.replace(/^[^.]+/, collectorNames(collector.name).headless)
        : undefined,
  };
}
