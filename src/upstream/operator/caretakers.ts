/**
 * What takes care of the kinds of an API group, by the group: what brings their CustomResourceDefinitions, and makes something of
 * their objects.
 *
 * Source: CustomResourceDefinitions of each project.
 */
export const caretakers = {
  'opentelemetry.io': 'opentelemetry-operator',
  'jaegertracing.io': 'jaeger-operator',
  'monitoring.coreos.com': 'prometheus-operator',
  'grafana.integreatly.org': 'grafana-operator',
  'cert-manager.io': 'cert-manager',
  'acme.cert-manager.io': 'cert-manager',
  'gateway.networking.k8s.io': 'gateway-api',
} as const;

/** One of those. */
export type Caretaker = (typeof caretakers)[keyof typeof caretakers];

/** What takes care of a group; undefined for one of Kubernetes, and for one that nobody here knows. */
export function caretakerOf(group: string): Caretaker | undefined {
  return Object.hasOwn(caretakers, group)
    ? caretakers[group as keyof typeof caretakers]
    : undefined;
}

/** Whether that is the name of one. */
export function isCaretaker(name: string): name is Caretaker {
  return Object.hasOwn(caretakerDefinitions, name);
}

/** A CustomResourceDefinition of each, that it does not run without. */
export const caretakerDefinitions: Readonly<Record<Caretaker, string>> = {
  'cert-manager': 'certificates.cert-manager.io',
  'opentelemetry-operator': 'opentelemetrycollectors.opentelemetry.io',
  'jaeger-operator': 'jaegers.jaegertracing.io',
  'prometheus-operator': 'podmonitors.monitoring.coreos.com',
  'grafana-operator': 'grafanadatasources.grafana.integreatly.org',
  'gateway-api': 'httproutes.gateway.networking.k8s.io',
};
