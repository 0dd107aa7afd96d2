import type { ComponentKind } from './components.ts';

/**
 * Components of Jaeger v2, which is a collector with its own extensions and exporter. Current and former ids are both listed,
 * since releases differ in which they take.
 *
 * Source: jaeger v2.20.0 cmd/jaeger/internal/components.go.
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
    'jaeger_storage',
    'remote_sampling',
    'expvar',
    'storage_cleaner',
    'remote_storage',
  ],
};

/** Whether Jaeger v2 has a component. */
export function isJaegerComponent(kind: ComponentKind, type: string): boolean {
  return jaegerComponents[kind].includes(type);
}
