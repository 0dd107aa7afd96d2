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
