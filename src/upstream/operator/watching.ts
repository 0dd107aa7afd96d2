import { isAtLeast } from '../values/version.ts';

/** Operators that read custom resources of the tracing stack. */
export type StackOperator = 'jaeger' | 'opentelemetry';

/** What an operator lists before it works on anything, so that it does nothing without the permission. */
export interface ListedResource {
  readonly group: string;
  /** In the plural. */
  readonly resource: string;
  /**
   * First operator that lists it.
   *
   * @default - all releases list it
   */
  readonly since?: string;
}

/**
 * What operators list first: their own resources, and the Jaeger operator the IngressClasses, for want of which it never
 * starts a controller.
 *
 * Source: jaeger-operator v1.65.0 pkg/autodetect/main.go and jaeger-operator#2588 (since v1.55); release manifests.
 */
export const listedResources: Readonly<Record<StackOperator, readonly ListedResource[]>> = {
  jaeger: [
    { group: 'jaegertracing.io', resource: 'jaegers' },
    { group: 'networking.k8s.io', resource: 'ingressclasses', since: '1.55.0' },
  ],
  opentelemetry: [{ group: 'opentelemetry.io', resource: 'opentelemetrycollectors' }],
};

/** First OpenTelemetry operator that does not watch all namespaces when it is told one alone (opentelemetry-operator#2589). */
const singleNamespaceSince = '0.94.0';

/**
 * Whether an operator that is told namespaces sees what is in them alone.
 *
 * Source: jaeger-operator v1.65.0 pkg/cmd/start/bootstrap.go; opentelemetry-operator v0.93.0 and v0.94.0 main.go.
 *
 * @param version - release of the operator; one that is not known is taken to see everything where releases differ
 */
export function seesOnly(
  operator: StackOperator,
  namespaces: readonly string[],
  version: string | undefined,
): boolean {
  if (operator === 'jaeger' || namespaces.length > 1) return true;
  return version !== undefined && isAtLeast(version, singleNamespaceSince);
}
