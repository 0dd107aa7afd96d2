import { readFronts } from '../../model/edge/fronts.ts';
import type { MadePods } from '../../model/kubernetes/pods.ts';
import type { Model } from '../../model/model.ts';
import { prometheusPorts } from '../../upstream/otel-operator/ports.ts';
import { at, list, own, record, textMap } from '../../upstream/values/unknown.ts';

/** Ports that the containers of pods open. */
export function containerPorts({ spec }: MadePods): unknown[] {
  return list(spec.containers).flatMap((container) =>
    list(own(container, 'ports')).map((port) => own(port, 'containerPort')),
  );
}

/** Ports that pods tell of themselves on. */
export function metricsPorts(model: Model, pods: MadePods): number[] {
  const collector = model.collectorOf.get(pods.object);
  if (collector) {
    return pods.part === 'collector'
      ? [
          ...collector.services
            .filter(({ role }) => role === 'monitoring')
            .flatMap((one) => one.ports.map(({ port }) => port)),
          ...prometheusPorts(record(collector.config?.value)).map(({ port }) => port),
        ]
      : [];
  }
  const jaeger = model.jaegers.find(({ object }) => object === pods.object);
  if (jaeger) {
    return jaeger.services
      .filter(({ role }) => role === pods.part)
      .flatMap((one) =>
        one.ports.filter(({ protocol }) => protocol === 'admin').map(({ port }) => port),
      );
  }
  return model.operators.some(({ workload }) => workload === pods.workload) ? [8443] : [];
}

/** Ports that Ingresses and routes lead to: those of the manifests, and that of the Ingress which the operator makes for a Jaeger v1. */
export function uiPorts(model: Model, pods: MadePods): number[] {
  const jaeger = model.jaegers.find(({ object }) => object === pods.object);
  const fronts = readFronts(model.objects);
  if (jaeger) {
    if (pods.part !== 'query' && pods.part !== 'allInOne') return [];
    const ui = jaeger.services.find(({ role }) => role === 'query');
    const isLed = fronts.some(
      ({ service, namespace }) => service === ui?.name && namespace === ui?.namespace,
    );
    return isLed || at(jaeger.spec, 'ingress', 'enabled') !== false ? [16686] : [];
  }
  return fronts.flatMap(({ service: name = '', namespace, port: asked }) => {
    const service = model.services.find(namespace, name);
    const selector = Object.entries(textMap(at(service?.object.value, 'spec', 'selector')));
    const leads =
      service &&
      selector.length > 0 &&
      service.namespace === pods.namespace &&
      selector.every(([key, one]) => pods.labels[key] === one);
    return leads
      ? service.ports
          .filter(({ port }) => port === asked)
          .map(({ port, targetPort }) => targetPort ?? port)
      : [];
  });
}
