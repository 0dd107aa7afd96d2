import type { Model, Service } from '../../../model/model.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { type MissingEdge, missingServiceVisitor } from '../missing-services.ts';

/** A Service that an operator does not create for a resource of this mode, strategy or configuration. */
export const serviceNotCreated: Rule = {
  id: 'edge/service-not-created',
  severity: 'error',
  rationale:
    'mode, strategy and receivers decide which Services the operator creates; the name of any other does not resolve',
  source:
    'opentelemetry-operator v0.158.0 internal/manifests/collector; jaeger-operator v1.51.0 pkg/strategy and pkg/service',
  ignoreWhen:
    'you create a Service of that name yourself from other files, or an overlay changes mode, strategy or receivers before the resource is applied',
  visit: (model) =>
    missingServiceVisitor(['not-created'], (missing) => ({
      message: `${missing.edge.client} must name a Service that is created, got ${missing.target.name}; ${created(missing, model)}`,
      fix: missing.fix,
    })),
};

function created({ target, edge }: MissingEdge, model: Model): string {
  const { meant, name, namespace } = target;
  const [service] = meant;
  if (service) return `${subject(service)} has ${listed(meant.map((other) => other.name))}`;
  const collector = model.collectors.find(
    (candidate) => candidate.namespace === namespace && name.startsWith(`${candidate.name}-`),
  );
  if (collector?.mode !== 'sidecar') return 'the resource of that name has no Service';
  const port = edge.port ?? 4317;
  return `collector ${collector.name} is a sidecar, to which no Service leads: send to localhost:${port} in the pods that it is injected into`;
}

function subject({ object, jaeger }: Service): string {
  const strategy = jaeger ? ` with strategy ${jaeger.strategy.strategy}` : '';
  return `${object.kind} ${object.name}${strategy}`;
}
