import { dnsName, truncate } from './names.ts';

/** Names of what the OpenTelemetry operator creates for a collector. */
export interface CollectorNames {
  /** Deployment, DaemonSet or StatefulSet; also ServiceAccount, PodDisruptionBudget and HorizontalPodAutoscaler. */
  readonly workload: string;
  /** Service of receivers and of the prometheus exporter. */
  readonly service: string;
  /** Headless twin of the Service. */
  readonly headless: string;
  /** Service of the collector's own metrics. */
  readonly monitoring: string;
  /** Service of extensions that listen, such as jaeger_query. */
  readonly extension: string;
  /** ConfigMap; followed by `-` and 8 hexadecimal digits from operator v0.103.0 on. */
  readonly configMap: string;
  readonly networkPolicy: string;
  readonly ingress: string;
  /** Deployment, Service, ConfigMap and ServiceAccount of the target allocator. */
  readonly targetAllocator: string;
}

/**
 * Names that the operator derives from the name of an OpenTelemetryCollector, cut to 63 characters and made DNS-safe as
 * it does.
 *
 * Source: opentelemetry-operator v0.88.0 and v0.158.0 internal/naming/main.go.
 */
export function collectorNames(name: string): CollectorNames {
  const derive = (suffix: string, of = name) =>
    dnsName(truncate(63, (part) => `${part}-${suffix}`, of));
  const service = derive('collector');
  return {
    workload: service,
    service,
    headless: derive('headless', service),
    monitoring: derive('monitoring', service),
    extension: derive('extension', service),
    configMap: service,
    networkPolicy: derive('collector-networkpolicy'),
    ingress: derive('ingress'),
    targetAllocator: derive('targetallocator'),
  };
}

/** Longest collector name that no derived name truncates (`-collector-networkpolicy` is 24 of 63 characters). */
export const safeCollectorNameLength = 39;

/** Longest collector name with which all Service names stay whole (`-collector-monitoring` is 21 of 63 characters). */
export const safeCollectorServiceNameLength = 42;

/**
 * What is wrong with the name of an OpenTelemetryCollector; undefined when all derived names are whole and its own.
 *
 * Source: opentelemetry-operator v0.158.0 internal/naming.
 */
export function collectorNameProblem(name: string): string | undefined {
  if (name.length > safeCollectorServiceNameLength) {
    return `collector name must be at most ${safeCollectorServiceNameLength} characters, or its Service names are cut, got '${name}' (${name.length})`;
  }
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return `collector name must be lower-case letters, digits and '-', beginning with a letter, got '${name}'`;
  }
  return undefined;
}

/**
 * Labels by which the operator's Services select the pods of a collector.
 *
 * Source: opentelemetry-operator v0.158.0 internal/manifests/manifestutils/labels.go.
 */
export function collectorSelectorLabels(namespace: string, name: string): Record<string, string> {
  return {
    'app.kubernetes.io/component': 'opentelemetry-collector',
    'app.kubernetes.io/instance': truncate(63, (ns, cr) => `${ns}.${cr}`, namespace, name),
    'app.kubernetes.io/managed-by': 'opentelemetry-operator',
    'app.kubernetes.io/part-of': 'opentelemetry',
  };
}

/** Name of the container that runs the collector (opentelemetry-operator v0.158.0 internal/naming/main.go). */
export const collectorContainer = 'otc-container';

/** Repository of the collector that runs when a CR names no image (opentelemetry-operator v0.158.0 internal/config). */
export const defaultCollectorRepository =
  'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector';

/** First operator whose webhook fills in `0.0.0.0` as listen address of receivers it knows. */
export const listenAddressDefaultedSince = '0.110.0';

/** First operator whose webhook fills in `0.0.0.0:13133` for health_check. */
export const healthCheckAddressDefaultedSince = '0.122.0';

/** First operator with the v1beta1 collector, stored and converted by webhook. */
export const v1beta1Since = '0.99.0';

/** First operator that creates a Service for listening extensions (opentelemetry-operator#3460). */
export const extensionServiceSince = '0.115.0';

/** Operator that creates a NetworkPolicy for each collector unless told otherwise (opentelemetry-operator#5394). */
export const networkPolicyDefaultSince = '0.158.0';

/**
 * Value that the operator gives to the label `app.kubernetes.io/version` for an image: it splits at colons, so that a registry
 * with a port and no tag gives an invalid one.
 *
 * Source: opentelemetry-operator v0.158.0 internal/manifests/manifestutils/labels.go.
 */
export function versionLabel(image: string): string {
  const parts = image.split(':');
  const digested = parts.findLast((part) => part.endsWith('@sha256')) ?? '';
  switch (parts.length) {
    case 2:
      return truncate(63, (part) => part, parts[1] ?? '');
    case 3:
      return digested.replace(/@sha256$/, '');
    default:
      return 'latest';
  }
}
