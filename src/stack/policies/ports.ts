import type { MadePods } from '../../model/kubernetes/pods.ts';
import type { Model } from '../../model/model.ts';
import { at, list, own, text, textMap } from '../../upstream/values/unknown.ts';

/** Ports that the containers of pods open. */
export function containerPorts({ spec }: MadePods): unknown[] {
  return list(spec.containers).flatMap((container) =>
    list(own(container, 'ports')).map((port) => own(port, 'containerPort')),
  );
}

/** Ports that pods tell of themselves on. */
export function metricsPorts(model: Model, pods: MadePods): number[] {
  const collector = model.collectors.find(({ object }) => object === pods.object);
  if (collector) {
    return pods.part === 'collector'
      ? collector.services
          .filter(({ role }) => role === 'monitoring')
          .flatMap((one) => one.ports.map(({ port }) => port))
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

/** Ports that Ingresses lead to: those of the manifests, and that of a Jaeger v1. */
export function uiPorts(model: Model, pods: MadePods): number[] {
  const jaeger = model.jaegers.find(({ object }) => object === pods.object);
  if (jaeger) {
    const isOn = at(jaeger.spec, 'ingress', 'enabled') !== false;
    return isOn && (pods.part === 'query' || pods.part === 'allInOne') ? [16686] : [];
  }
  return model.objects.ofKind('Ingress', 'networking.k8s.io').flatMap(({ value, namespace }) =>
    list(at(value, 'spec', 'rules'))
      .flatMap((rule) => list(at(rule, 'http', 'paths')))
      .flatMap((path) => {
        const service = model.services.find(
          namespace,
          text(at(path, 'backend', 'service', 'name')) ?? '',
        );
        const selector = Object.entries(textMap(at(service?.object.value, 'spec', 'selector')));
        const leads =
          service &&
          selector.length > 0 &&
          service.namespace === pods.namespace &&
          selector.every(([key, one]) => pods.labels[key] === one);
        const number = at(path, 'backend', 'service', 'port', 'number');
        return leads
          ? service.ports
              .filter(({ port }) => port === number)
              .map(({ port, targetPort }) => targetPort ?? port)
          : [];
      }),
  );
}
