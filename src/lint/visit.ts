import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import { thanosLocation } from '../model/thanos/tracing.ts';
import type { ConfiguredCollector, Finding, Found, Rule, Visitor } from './rule.ts';

/** What a rule finds in a model. */
export function findingsOf(rule: Rule, model: Model): Iterable<Finding> {
  return rule.check ? rule.check(model) : visited(rule.visit(model), model);
}

function* visited(visitor: Visitor, model: Model): Iterable<Finding> {
  for (const collector of model.collectors) {
    yield* placed(visitor.collector?.(collector), root(collector.object));
    if (!hasConfig(collector)) continue;
    if (visitor.component) {
      for (const component of collector.config.components) {
        yield* placed(visitor.component(component, collector), component);
      }
    }
    if (visitor.pipeline) {
      for (const pipeline of collector.config.pipelines) {
        yield* placed(visitor.pipeline(pipeline, collector), pipeline);
      }
    }
  }
  yield* each(model.listeners, visitor.listener, (listener) => listener);
  yield* each(model.jaegers, visitor.jaeger, ofObject);
  yield* each(model.elasticsearchClients, visitor.elasticsearchClient, ofObject);
  yield* each(model.usedEdges, visitor.edge, ({ sender }) => sender);
  yield* each(model.edges, visitor.sender, ({ sender }) => sender);
  yield* each(model.instrumentations, visitor.instrumentation, ofObject);
  yield* each(model.injections, visitor.injection, (injection) => injection);
  yield* each(model.thanos, visitor.thanos, (tracing) => thanosLocation(tracing));
  yield* each(model.tekton, visitor.tekton, (tracing) => tracing);
  yield* each(model.grafana.datasources, visitor.datasource, (datasource) => datasource);
  yield* each(model.certificates, visitor.certificate, ofObject);
  yield* each(model.customResources, visitor.customResource, ofObject);
  yield* each(model.workloads, visitor.workload, ofObject);
  yield* each(model.objects.all, visitor.object, root);
}

function* each<T>(
  things: readonly T[],
  visit: ((thing: T) => Iterable<Found>) | undefined,
  locationOf: (thing: T) => Location,
): Iterable<Finding> {
  if (!visit) return;
  for (const thing of things) {
    for (const found of visit(thing)) yield placedAt(found, locationOf(thing));
  }
}

function* placed(found: Iterable<Found> | undefined, location: Location): Iterable<Finding> {
  for (const problem of found ?? []) yield placedAt(problem, location);
}

function placedAt(found: Found, { object, path }: Location): Finding {
  return 'object' in found ? found : { ...found, object, path: [...path, ...(found.path ?? [])] };
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
