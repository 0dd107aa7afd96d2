import { isAtLeast } from '../values/version.ts';
import type { ReleaseRange } from './catalogue/entries.ts';
import type { ComponentKind } from './components.ts';

/**
 * Components of Jaeger v2, which is a collector with its own extensions and exporter. Current and former ids are both listed,
 * since releases differ in which they take.
 *
 * Source: jaeger v2.13.0 to v2.20.0 cmd/jaeger/internal/components.go; main of 2026-08-20.
 */
const jaegerComponents: Readonly<Record<ComponentKind, readonly string[]>> = {
  receivers: ['otlp', 'nop', 'jaeger', 'kafka', 'zipkin'],
  processors: [
    'batch',
    'memory_limiter',
    'tail_sampling',
    'attributes',
    'filter',
    'adaptive_sampling',
  ],
  exporters: [
    'debug',
    'otlp',
    'otlp_grpc',
    'otlphttp',
    'otlp_http',
    'nop',
    'jaeger_storage_exporter',
    'kafka',
    'prometheus',
  ],
  connectors: ['forward', 'spanmetrics', 'span_metrics'],
  extensions: [
    'healthcheckv2',
    'pprof',
    'zpages',
    'basicauth',
    'sigv4auth',
    'jaeger_query',
    'jaeger_mcp',
    'jaeger_storage',
    'remote_sampling',
    'expvar',
    'storage_cleaner',
    'remote_storage',
  ],
};

/** Components that not every tabled release of Jaeger v2 has, by kind and id. */
const changes: Readonly<Record<string, ReleaseRange>> = {
  'extensions/jaeger_mcp': { from: '2.15.0', until: '2.20.0' },
  'extensions/storage_cleaner': { until: '2.21.0' },
};

/**
 * Collector that a release of Jaeger v2 is built from, oldest first.
 *
 * Source: jaeger v2.0.0 to v2.20.0 go.mod.
 */
const collectorReleases: readonly (readonly [jaeger: string, collector: string])[] = [
  ['2.0.0', '0.112.0'],
  ['2.1.0', '0.115.0'],
  ['2.2.0', '0.116.0'],
  ['2.3.0', '0.119.0'],
  ['2.4.0', '0.121.0'],
  ['2.5.0', '0.123.0'],
  ['2.6.0', '0.125.0'],
  ['2.7.0', '0.127.0'],
  ['2.8.0', '0.129.0'],
  ['2.9.0', '0.131.0'],
  ['2.10.0', '0.132.0'],
  ['2.12.0', '0.139.0'],
  ['2.13.0', '0.140.0'],
  ['2.14.0', '0.142.0'],
  ['2.15.0', '0.145.0'],
  ['2.16.0', '0.147.0'],
  ['2.17.0', '0.148.0'],
  ['2.18.0', '0.152.0'],
  ['2.19.0', '0.153.0'],
  ['2.20.0', '0.155.0'],
];

/** First release of Jaeger v2 after the tabled ones. */
const untabledSince = '2.21.0';

/** Release of the collector that a Jaeger v2 is built from; undefined where that is not known. */
export function collectorRelease(jaeger: string): string | undefined {
  if (isAtLeast(jaeger, untabledSince)) return undefined;
  return collectorReleases.findLast(([since]) => isAtLeast(jaeger, since))?.[1];
}

/** First Jaeger v2 that is built from a collector of that release or a newer one. */
export function jaegerSince(collector: string): string | undefined {
  return collectorReleases.find(([, release]) => isAtLeast(release, collector))?.[0];
}

/** Releases of Jaeger v2 that have a component, as far as they are tabled; undefined when none has it. */
export function jaegerPresence(kind: ComponentKind, type: string): ReleaseRange | undefined {
  if (!jaegerComponents[kind].includes(type)) return undefined;
  const key = `${kind}/${type}`;
  return Object.hasOwn(changes, key) ? changes[key] : {};
}

/** Ids of the components that Jaeger v2 has, or had. */
export function jaegerComponentIds(kind: ComponentKind): readonly string[] {
  return jaegerComponents[kind];
}
