import type { ServiceNames } from '../operator/derived-service.ts';
import { dnsName, truncate } from '../operator/names.ts';
import { isAtLeast } from '../values/version.ts';

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
  /** ConfigMap, without the `-` and 8 hexadecimal digits that follow from operator v0.103.0 on. */
  readonly configMap: string;
  readonly networkPolicy: string;
  readonly ingress: string;
  /** Deployment, Service, ConfigMap, ServiceAccount and PodDisruptionBudget of the target allocator. */
  readonly targetAllocator: string;
  readonly targetAllocatorNetworkPolicy: string;
}

/**
 * Names that the operator derives from the name of an OpenTelemetryCollector, cut to 63 characters and made DNS-safe as
 * it does. Each is derived when it is asked for, since hardly anybody wants all.
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
    get headless() {
      return derive('headless', service);
    },
    get monitoring() {
      return derive('monitoring', service);
    },
    get extension() {
      return derive('extension', service);
    },
    get configMap() {
      // the digits count among the 63 characters
      return derive(`collector-${'0'.repeat(8)}`).slice(0, -9);
    },
    get networkPolicy() {
      return derive('collector-networkpolicy');
    },
    get ingress() {
      return derive('ingress');
    },
    get targetAllocator() {
      return derive('targetallocator');
    },
    get targetAllocatorNetworkPolicy() {
      return derive('targetallocator-networkpolicy');
    },
  };
}

/** Longest collector name with which all Service names stay whole (`-collector-monitoring` is 21 of 63 characters). */
const safeCollectorServiceNameLength = 42;

/**
 * What is wrong with the name of an OpenTelemetryCollector; undefined when all derived names are whole and its own.
 *
 * Source: opentelemetry-operator v0.158.0 internal/naming.
 *
 * @param what - the thing named in the text, such as `collector name`
 */
export function collectorNameProblem(what: string, name: string): string | undefined {
  if (name.length > safeCollectorServiceNameLength) {
    return `${what} must be at most ${safeCollectorServiceNameLength} characters, or its Service names are cut, got '${name}' (${name.length})`;
  }
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return `${what} must be lower-case letters, digits and '-', beginning with a letter, got '${name}'`;
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

/**
 * Label that the operator gives to a pod that it injects a sidecar into.
 *
 * Source: opentelemetry-operator v0.158.0 pkg/sidecar/pod.go.
 */
export function injectedLabels(namespace: string, name: string): Record<string, string> {
  return {
    'sidecar.opentelemetry.io/injected': truncate(63, (ns, cr) => `${ns}.${cr}`, namespace, name),
  };
}

/** Variable that a sidecar is given its configuration in (opentelemetry-operator v0.158.0 pkg/sidecar/pod.go). */
export const sidecarVariable = 'OTEL_CONFIG';

/** Volume that the operator mounts a collector's configuration by (opentelemetry-operator v0.158.0 internal/naming/main.go). */
export const configVolume = 'otc-internal';

/** Where the operator mounts a collector's configuration (opentelemetry-operator v0.158.0 internal/manifests/collector/container.go). */
export const configFolder = '/conf';

/** Name of the container that runs the collector (opentelemetry-operator v0.158.0 internal/naming/main.go). */
export const collectorContainer = 'otc-container';

/**
 * Volumes that the operator adds to the pods of a collector and of its target allocator, beside those of the ConfigMaps that
 * the resource lists (opentelemetry-operator v0.158.0 internal/naming/main.go).
 */
export const addedVolumes: readonly string[] = [configVolume, 'ta-internal'];

/** Volume that the operator adds for an entry of `configmaps` (opentelemetry-operator v0.158.0 internal/naming/main.go). */
export function configMapVolume(name: string): string {
  return dnsName(truncate(63, (part) => `configmap-${part}`, name));
}

/**
 * Where the operator mounts the ConfigMap of an entry of `configmaps` (opentelemetry-operator v0.158.0
 * internal/manifests/collector/container.go).
 *
 * @param folder - `mountpath` of the entry
 */
export function configMapFolder(name: string, folder: string): string {
  return ['/var/conf', ...folder.split('/').filter(Boolean), configMapVolume(name)].join('/');
}

/** Repository of the collector that runs when a CR names no image (opentelemetry-operator v0.158.0 internal/config). */
export const defaultCollectorRepository =
  'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector';

/** First operator with the v1beta1 collector, stored and converted by webhook. */
export const v1beta1Since = '0.99.0';

/** First operator that adds a hash to the name of a collector's ConfigMap (opentelemetry-operator#2946). */
export const configMapHashedSince = '0.103.0';

/** First operator that makes a TargetAllocator resource for a collector that asks for one (opentelemetry-operator#2422). */
export const targetAllocatorResourceSince = '0.127.0';

/** First operator that makes a PodDisruptionBudget for a target allocator (opentelemetry-operator#2261). */
export const targetAllocatorBudgetSince = '0.91.0';

/**
 * Whether an operator makes Services, an Ingress, an autoscaler and a NetworkPolicy for a collector of mode sidecar, too.
 * Nobody is behind these Services: they select the pods of a workload that there is not.
 *
 * Source: opentelemetry-operator v0.148.0 and v0.158.0 internal/manifests/collector/collector.go; pull request 5024 of May
 * 2026 changed it, when v0.151.0 was about to be released.
 */
export function servesSidecars(operatorVersion: string): boolean {
  return !isAtLeast(operatorVersion, '0.152.0');
}

/** First operator that creates a Service for listening extensions (opentelemetry-operator#3460). */
export const extensionServiceSince = '0.115.0';

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

/** Names of Services of collectors (opentelemetry-operator v0.158.0 internal/naming/main.go). */
export const collectorServiceNames: ServiceNames = {
  suffixes: [
    'collector',
    'collector-headless',
    'collector-monitoring',
    'collector-extension',
    'headless',
  ],
  usual: ['otel', 'opentelemetry'],
  roles: ['collector'],
};
