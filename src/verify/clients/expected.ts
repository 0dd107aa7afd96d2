import { environmentValue, readEnvironment } from '../../model/kubernetes/environment.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Workload } from '../../model/kubernetes/workloads.ts';
import type { Model } from '../../model/model.ts';
import { tektonEnabled, tektonServiceNames } from '../../upstream/tekton/tracing.ts';
import { at, scalarText, text } from '../../upstream/values/unknown.ts';

/** Something whose own spans are expected in the store. */
export interface ExpectedClient {
  /** Name of the service that its spans are of. */
  readonly service: string;
  /** What it is: a workload, or Tekton's ConfigMap. */
  readonly object: KubeObject;
  /** What it is told about sampling, in plain words; unset when it keeps all, or the manifests do not tell. */
  readonly sampling?: string;
  /** Whether it is told to keep no trace that begins with it. */
  readonly silent: boolean;
}

/** Clients whose service names the manifests tell. */
export function expectedClients(model: Model): ExpectedClient[] {
  return [...thanosClients(model), ...tektonClients(model), ...applications(model)];
}

function thanosClients({ thanos }: Model): ExpectedClient[] {
  return thanos.flatMap(({ object, config }) => {
    const service = text(config.service_name);
    if (!service) return [];
    const [type, param] = [text(config.sampler_type) ?? '', scalarText(config.sampler_param)];
    const silent = /neversample/i.test(type) || (/ratio/i.test(type) && Number(param) === 0);
    const sampling = type === '' ? undefined : [type, param].filter(Boolean).join(' ');
    return [{ service, object, silent, ...(sampling ? { sampling } : {}) }];
  });
}

function tektonClients({ tekton }: Model): ExpectedClient[] {
  return tekton
    .filter(({ data }) => tektonEnabled(scalarText(data.enabled) ?? ''))
    .flatMap(({ object }) =>
      tektonServiceNames.map((service) => ({ service, object, silent: false })),
    );
}

/** Applications that are instrumented, or told where to send spans. */
function applications(model: Model): ExpectedClient[] {
  const told = new Set(
    model.usedEdges
      .filter(({ sender }) => sender.kind === 'workload')
      .map(({ sender }) => sender.client),
  );
  const injected = new Map(
    model.injections.flatMap(({ workload, target, injects }) =>
      workload && injects !== 'sidecar' && target?.status === 'found'
        ? [[workload.object, target.instrumentation?.spec] as const]
        : [],
    ),
  );
  return model.workloads.flatMap((workload) => {
    const { object } = workload;
    if (!told.has(object) && !injected.has(object)) return [];
    const sampler = at(injected.get(object), 'sampler');
    return serviceNames(model, workload, injected.has(object)).map((service) => ({
      service,
      object,
      ...samplerFacts(text(at(sampler, 'type')) ?? '', scalarText(at(sampler, 'argument'))),
    }));
  });
}

/**
 * Service names of a workload: from its environment, or else, where the operator injects an agent, from an annotation or the
 * name of the workload. What an SDK without these calls itself is unknown here.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/sdk.go.
 */
function serviceNames({ objects }: Model, workload: Workload, injected: boolean): string[] {
  const { object, containers, podAnnotations } = workload;
  const names = containers.flatMap(
    (container) =>
      environmentValue(readEnvironment(objects, object, container), 'OTEL_SERVICE_NAME')?.value ??
      [],
  );
  if (names.length > 0 || !injected) return names;
  return [podAnnotations['resource.opentelemetry.io/service.name'] ?? object.name];
}

function samplerFacts(
  type: string,
  argument: string | undefined,
): Pick<ExpectedClient, 'silent' | 'sampling'> {
  const off = /always_off$/.test(type) || (/ratio/.test(type) && Number(argument) === 0);
  const all = type === '' || /always_on$/.test(type);
  return { silent: off, ...(all ? {} : { sampling: [type, argument].filter(Boolean).join(' ') }) };
}
