import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
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
  yield* each(model.jaegers, visitor.jaeger, ({ object }) => root(object));
  yield* each(model.usedEdges, visitor.edge, ({ sender }) => sender);
  yield* each(model.workloads, visitor.workload, ({ object }) => root(object));
  yield* each(model.objects.all, visitor.object, root);
}

function* each<T>(
  things: readonly T[],
  visit: ((thing: T) => Iterable<Found>) | undefined,
  locationOf: (thing: T) => Location,
): Iterable<Finding> {
  if (!visit) return;
  for (const thing of things) yield* placed(visit(thing), locationOf(thing));
}

function* placed(found: Iterable<Found> | undefined, location: Location): Iterable<Finding> {
  for (const problem of found ?? []) {
    yield 'object' in problem
      ? problem
      : { ...problem, object: location.object, path: [...location.path, ...(problem.path ?? [])] };
  }
}

function root(object: KubeObject): Location {
  return { object, path: [] };
}

function hasConfig(collector: Model['collectors'][number]): collector is ConfiguredCollector {
  return collector.config !== undefined;
}
