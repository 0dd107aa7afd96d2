import { dnsName, truncate } from '../operator/names.ts';
import type { Problem } from '../values/problem.ts';
import { show } from '../values/shown.ts';
import { at, isRecord, list, own, record } from '../values/unknown.ts';
import type { CollectorMode } from './modes.ts';

/**
 * Port that a target allocator hands out targets on; with mTLS, collectors ask it on the second one.
 *
 * Source: opentelemetry-operator v0.158.0 internal/manifests/targetallocator/container.go.
 */
export const targetAllocatorPorts = [8080, 8443] as const;

/**
 * Service account that a target allocator runs as when it is given none.
 *
 * Source: opentelemetry-operator v0.148.0 internal/naming/main.go.
 *
 * @param name - of the collector
 */
export function allocatorAccount(name: string): string {
  return dnsName(truncate(63, (part) => `${part}-targetallocator`, name));
}

/** Selectors of what a target allocator looks for. */
const selectors = [
  'serviceMonitorSelector',
  'podMonitorSelector',
  'scrapeConfigSelector',
  'probeSelector',
] as const;

/**
 * A target allocator that looks for resources of the Prometheus operator and takes none: a selector that is not set selects nothing, an
 * empty one everything. In `v1alpha1` selectors are labels alone, and none of them select everything.
 *
 * Source: opentelemetry-operator v0.148.0 apis/v1beta1/targetallocator_types.go, apis/v1alpha1/convert.go; opentelemetry-operator#3528.
 *
 * @param apiVersion - of the OpenTelemetryCollector
 */
export function selectorProblem(allocator: unknown, apiVersion: unknown): Problem | undefined {
  const resources = own(allocator, 'prometheusCR');
  if (own(allocator, 'enabled') !== true || own(resources, 'enabled') !== true) return undefined;
  if (apiVersion !== 'opentelemetry.io/v1beta1') return undefined;
  if (selectors.some((key) => (own(resources, key) ?? undefined) !== undefined)) return undefined;
  return {
    path: ['prometheusCR', 'enabled'],
    severity: 'warning',
    message:
      'the target allocator takes no ServiceMonitor and no PodMonitor, as it has no selector: set serviceMonitorSelector or podMonitorSelector, of which {} selects all',
  };
}

/**
 * What is wrong with the target allocator of an OpenTelemetryCollector; paths are those in `spec.targetAllocator`.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go.
 *
 * @param mode - unset for one that the operator does not know
 * @param config - the parsed configuration, unset when it cannot be read
 */
export function targetAllocatorProblems(
  allocator: unknown,
  mode: CollectorMode | undefined,
  config: unknown,
): Problem[] {
  if (own(allocator, 'enabled') !== true) return [];
  return [
    ...strategyProblems(allocator, mode),
    ...(config === undefined ? [] : scrapeProblems(allocator, config)),
    ...namespaceProblems(allocator),
    ...mtlsProblems(own(allocator, 'mtls')),
  ];
}

function refused(path: readonly string[], message: string): Problem {
  return { path, message };
}

function strategyProblems(allocator: unknown, mode: CollectorMode | undefined): Problem[] {
  const strategy = own(allocator, 'allocationStrategy');
  const path = ['allocationStrategy'];
  if (mode === 'daemonset' && strategy !== 'per-node') {
    const got = show(strategy ?? 'consistent-hashing');
    return [refused(path, `allocationStrategy must be per-node in mode daemonset, got ${got}`)];
  }
  if (mode !== undefined && mode !== 'daemonset' && strategy === 'per-node') {
    return [
      refused(path, `allocationStrategy per-node is for mode daemonset, the mode is ${mode}`),
    ];
  }
  return [];
}

function scrapeProblems(allocator: unknown, config: unknown): Problem[] {
  const receiver = at(config, 'receivers', 'prometheus');
  const receivers = record(own(config, 'receivers'));
  if (!Object.hasOwn(receivers, 'prometheus')) {
    return [
      refused(['enabled'], 'the target allocator needs a receiver named prometheus, got none'),
    ];
  }
  const jobs = list(at(receiver, 'config', 'scrape_configs'));
  if (jobs.length > 0 || at(allocator, 'prometheusCR', 'enabled') === true) return [];
  return [
    refused(
      ['prometheusCR', 'enabled'],
      'the target allocator needs a scrape config in the prometheus receiver, or prometheusCR.enabled, got neither',
    ),
  ];
}

function namespaceProblems(allocator: unknown): Problem[] {
  const resources = own(allocator, 'prometheusCR');
  const both = ['allowNamespaces', 'denyNamespaces'].every(
    (key) => list(own(resources, key)).length > 0,
  );
  if (!both) return [];
  return [
    refused(
      ['prometheusCR', 'denyNamespaces'],
      'denyNamespaces must not come with allowNamespaces',
    ),
  ];
}

function mtlsProblems(mtls: unknown): Problem[] {
  if (own(mtls, 'enabled') !== true || own(mtls, 'useCertManager') !== false) return [];
  const tls = own(mtls, 'tls');
  const problems = ['serverCertificate', 'clientCertificate'].flatMap((key) =>
    isRecord(own(tls, key))
      ? []
      : [refused(['mtls', 'tls', key], `${key} must be set when useCertManager is false`)],
  );
  const authority = own(tls, 'certificateAuthorityCertificate');
  const sources = ['secret', 'configMap'].filter((key) => isRecord(own(authority, key)));
  if (sources.length !== 1) {
    problems.push(
      refused(
        ['mtls', 'tls', 'certificateAuthorityCertificate'],
        `certificateAuthorityCertificate must be exactly one of secret and configMap, got ${sources.length === 0 ? 'neither' : 'both'}`,
      ),
    );
  }
  return problems;
}
