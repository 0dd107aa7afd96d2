import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import { thanosLocation } from '../model/thanos/tracing.ts';
import type { ConfiguredCollector, Finding, Found, Rule, Visitor } from './rule.ts';

/** What a rule finds in a model. */
export function findingsOf(rule: Rule, model: Model): Iterable<Finding> {
  return rule.check ? rule.check(model) : visited(rule.visit(model), model);
}

function visited(visitor: Visitor, model: Model): Finding[] {
  return [
    ...ofCollectors(visitor, model.collectors),
    ...each(model.listeners, visitor.listener, itself),
    ...each(model.jaegers, visitor.jaeger, ofObject),
    ...each(model.jaegerRoles, visitor.jaegerRole, ofObject),
    ...each(model.elasticsearchClients, visitor.elasticsearchClient, ofObject),
    ...each(model.usedEdges, visitor.edge, ({ sender }) => sender),
    ...each(model.edges, visitor.sender, ({ sender }) => sender),
    ...each(model.instrumentations, visitor.instrumentation, ofObject),
    ...each(model.injections, visitor.injection, itself),
    ...each(model.thanos, visitor.thanos, thanosLocation),
    ...each(model.tekton, visitor.tekton, itself),
    ...each(model.grafana.datasources, visitor.datasource, itself),
    ...each(model.certificates, visitor.certificate, ofObject),
    ...each(model.customResources, visitor.customResource, ofObject),
    ...each(model.workloads, visitor.workload, ofObject),
    ...each(model.objects.all, visitor.object, root),
  ];
}

function ofCollectors(visitor: Visitor, collectors: Model['collectors']): Finding[] {
  const findings: Finding[] = [];
  if (!visitor.collector && !visitor.component && !visitor.pipeline) return findings;
  for (const collector of collectors) {
    add(findings, visitor.collector?.(collector), collector, ofObject);
    if (!hasConfig(collector)) continue;
    if (visitor.component) {
      for (const component of collector.config.components) {
        add(findings, visitor.component(component, collector), component, itself);
      }
    }
    if (visitor.pipeline) {
      for (const pipeline of collector.config.pipelines) {
        add(findings, visitor.pipeline(pipeline, collector), pipeline, itself);
      }
    }
  }
  return findings;
}

function each<T>(
  things: readonly T[],
  visit: ((thing: T) => Iterable<Found>) | undefined,
  locationOf: (thing: T) => Location,
): Finding[] {
  const findings: Finding[] = [];
  if (visit) for (const thing of things) add(findings, visit(thing), thing, locationOf);
  return findings;
}

// into one list, because a generator for each of the things costs more than most visits
function add<T>(
  findings: Finding[],
  found: Iterable<Found> | undefined,
  thing: T,
  locationOf: (thing: T) => Location,
): void {
  if (found) for (const one of found) findings.push(placedAt(one, locationOf(thing)));
}

function placedAt(found: Found, { object, path }: Location): Finding {
  return 'object' in found ? found : { ...found, object, path: [...path, ...(found.path ?? [])] };
}

function itself(location: Location): Location {
  return location;
}

function root(object: KubeObject): Location {
  return { object, path: [] };
}

function ofObject({ object }: Pick<Location, 'object'>): Location {
  return root(object);
}

function hasConfig(collector: Model['collectors'][number]): collector is ConfiguredCollector {
  return collector.config !== undefined;
}
