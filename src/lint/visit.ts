import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import { thanosLocation } from '../model/thanos/tracing.ts';
import { failureAt, failureIn } from './failure.ts';
import type { ConfiguredCollector, Finding, Found, Rule, Visitor } from './rule.ts';

/** What a rule finds in a model. */
export function findingsOf(rule: Rule, model: Model): Iterable<Finding> {
  const run = rule.check
    ? (whole: Model) => [...rule.check(whole)]
    : (whole: Model) => visited(rule.visit(whole), whole);
  try {
    return run(model);
  } catch (error) {
    return failureIn(error, model, run);
  }
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
    addAll(findings, [collector], visitor.collector, ofObject);
    if (!hasConfig(collector)) continue;
    const { components, pipelines } = collector.config;
    addAll(findings, components, inside(visitor.component, collector), itself);
    addAll(findings, pipelines, inside(visitor.pipeline, collector), itself);
  }
  return findings;
}

function each<T>(
  things: readonly T[],
  visit: ((thing: T) => Iterable<Found>) | undefined,
  locationOf: (thing: T) => Location,
): Finding[] {
  const findings: Finding[] = [];
  addAll(findings, things, visit, locationOf);
  return findings;
}

/** What a visitor says of a thing in a collector. */
function inside<T>(
  visit: ((thing: T, collector: ConfiguredCollector) => Iterable<Found>) | undefined,
  collector: ConfiguredCollector,
): ((thing: T) => Iterable<Found>) | undefined {
  return visit && ((thing) => visit(thing, collector));
}

// into one list, because a generator for each of the things costs more than most visits
function addAll<T>(
  findings: Finding[],
  things: readonly T[],
  visit: ((thing: T) => Iterable<Found>) | undefined,
  locationOf: (thing: T) => Location,
): void {
  if (!visit) return;
  for (const thing of things) {
    try {
      for (const one of visit(thing)) findings.push(placedAt(one, locationOf(thing)));
    } catch (error) {
      findings.push(failureAt(error, locationOf(thing)));
    }
  }
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
