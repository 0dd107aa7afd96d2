import { frontsOf } from '../../../model/edge/fronts.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { KubeObject, ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { envVar } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { propagatorsVariable } from '../../../upstream/sdk/propagation.ts';
import { at, hasText, own, text } from '../../../upstream/values/unknown.ts';
import { type Carrier, standard } from './carriers.ts';

/** An application that an ingress controller leads requests to, whose headers it does not read. */
interface Entrance {
  readonly carrier: Carrier;
  /** The controller. */
  readonly by: Carrier;
}

/** Applications behind Ingresses of controllers that report spans, and carry traces on in the usual format alone. */
export function* entrances(model: Model, carriers: readonly Carrier[]): Iterable<Entrance> {
  // those of one kind serve alike
  const controllers = new Map(
    controllersOf(model)
      .toReversed()
      .map((one) => [one.ingressClass, one]),
  );
  if (controllers.size === 0) return;
  const carriersOf = carriersByWorkload(model, carriers);
  for (const ingress of model.objects.ofKind('Ingress', 'networking.k8s.io')) {
    const by = controllers.get(classOf(ingress) ?? '');
    if (!by || !serves(by, ingress, model.objects)) continue;
    for (const { service: name = '', namespace } of frontsOf(ingress)) {
      const owner = model.services.find(namespace, name)?.owner;
      yield* unread(owner ? carriersOf(owner) : [], by);
    }
  }
}

/** What is in the pods of an application; nothing where one part of it reads the headers. */
function unread(carriers: readonly Carrier[], by: Carrier): Entrance[] {
  return carriers.some(({ formats }) => formats.includes(standard))
    ? []
    : carriers.map((carrier) => ({ carrier, by }));
}

/** A controller that reports spans. */
interface Controller extends Carrier, Kind {}

interface Kind {
  /** Class of the Ingresses that it serves, by its usual name. */
  readonly ingressClass: string;
  /** What an IngressClass of that name says of it. */
  readonly controller: RegExp;
  /** Annotation of an Ingress that has it report nothing of requests there. */
  readonly switchedBy: string;
}

// source: ingress-nginx v1.11 docs/user-guide/nginx-configuration/annotations.md; traefik v3.3 docs/content/routing/providers/kubernetes-ingress.md
const nginx: Kind = {
  ingressClass: 'nginx',
  controller: /ingress-nginx/,
  switchedBy: 'nginx.ingress.kubernetes.io/enable-opentelemetry',
};
const traefik: Kind = {
  ingressClass: 'traefik',
  controller: /traefik/,
  switchedBy: 'traefik.ingress.kubernetes.io/router.observability.tracing',
};

/** Whether a controller serves an Ingress of its usual class, and hands traces on there in its usual way. */
function serves(
  { ingressClass, controller, switchedBy }: Controller,
  ingress: KubeObject,
  objects: ObjectIndex,
): boolean {
  const written = objects.find('IngressClass', '', ingressClass);
  if (written && !controller.test(text(at(written.value, 'spec', 'controller')) ?? ''))
    return false;
  return own(ingress.annotations, switchedBy) !== 'false' && !hasText(ingress.annotations, snippet);
}

/** What a snippet of NGINX says of the headers itself. */
const snippet = /opentelemetry_propagate/;

// source: opentelemetry-cpp-contrib instrumentation/nginx README.md, opentelemetry_propagate without an argument, as the controller
// writes it; traefik v3 pkg/tracing, the propagators of OTEL_PROPAGATORS
function controllersOf({ usedEdges, workloads }: Model): Controller[] {
  const byObject = new Map(workloads.map((one) => [one.object, one]));
  return usedEdges.flatMap(({ sender: { kind, client, path, object } }): Controller[] => {
    const controller = { object, path, formats: [standard], assumed: false };
    if (kind === 'ingress-nginx') {
      if (hasText(object.value, snippet)) return [];
      return [{ ...controller, name: 'Ingress NGINX', ...nginx }];
    }
    if (kind !== 'traefik') return [];
    const containers = byObject.get(client)?.containers ?? [];
    const told = containers.some(
      ({ env, value }) => envVar(env, propagatorsVariable) ?? value.envFrom !== undefined,
    );
    return told ? [] : [{ ...controller, name: 'Traefik', ...traefik }];
  });
}

function classOf({ value, annotations }: KubeObject): string | undefined {
  return text(at(value, 'spec', 'ingressClassName')) ?? annotations['kubernetes.io/ingress.class'];
}

/** What carries traces on in the pods of workloads: what their containers are told, or else the agents that are injected. */
function carriersByWorkload(
  { injections }: Model,
  carriers: readonly Carrier[],
): (owner: KubeObject) => readonly Carrier[] {
  const told = groupBy(carriers, ({ workload }) => workload);
  const agents = groupBy(told.get(undefined) ?? [], ({ object }) => object);
  const injected = groupBy(injections, ({ workload }) => workload?.object);
  return (owner) =>
    told.get(owner) ??
    (injected.get(owner) ?? []).flatMap(({ target }) => {
      const agent = target?.status === 'found' ? target.instrumentation : undefined;
      return agent ? (agents.get(agent.object) ?? []) : [];
    });
}
