import type { EndpointProtocol } from '../edge/protocols.ts';

/** Variables by which a framework, or a program, is told where to report spans to. */
export interface FrameworkVariables {
  /** Those with the address, the stronger first. */
  readonly addresses: readonly string[];
  /** What is told: a URL, or `host:port`. */
  readonly written: 'url' | 'host-port';
  /** What it speaks; unset where a file of the program may say otherwise. */
  readonly protocol?: EndpointProtocol;
  /** Variables with the protocol, the stronger first, and what their values mean. */
  readonly told?: readonly string[];
  readonly values?: ReadonlyMap<string, EndpointProtocol>;
  /** Variables that switch spans off, with the value that does. */
  readonly off: Readonly<Record<string, 'true' | 'false'>>;
  /** Whether spans are posted to the URL as it is written. */
  readonly posts: boolean;
}

const byName: ReadonlyMap<string, EndpointProtocol> = new Map([
  ['grpc', 'otlp-grpc'],
  ['http/protobuf', 'otlp-http'],
]);

const switchedOff = (names: readonly string[]): FrameworkVariables['off'] =>
  Object.fromEntries(names.map((name) => [name, 'false']));

const spring = (prefix: string, ...switches: string[]): FrameworkVariables => ({
  addresses: [`${prefix}_ENDPOINT`],
  written: 'url',
  told: [`${prefix}_TRANSPORT`],
  values: new Map([
    ['http', 'otlp-http'],
    ['grpc', 'otlp-grpc'],
  ]),
  off: switchedOff(switches),
  posts: true,
});

const zipkin = (prefix: string, ...switches: string[]): FrameworkVariables => ({
  addresses: [`${prefix}_ENDPOINT`],
  written: 'url',
  protocol: 'zipkin',
  off: switchedOff(switches),
  posts: true,
});

/**
 * Frameworks and programs with variables of their own.
 *
 * Source: spring-boot v3.4.0 and v4.0.0 OtlpTracingProperties, OtlpTracingConfigurations, ZipkinProperties; quarkus-opentelemetry 3.15.1
 * OtlpExporterConfig; keycloak-config-api 26.1.0 TracingOptions, keycloak-quarkus-server 26.1.0 TracingPropertyMappers; grafana at
 * 06dc22bd2d pkg/infra/tracing/tracing.go.
 */
export const frameworkVariables: readonly FrameworkVariables[] = [
  // until 3, and since 4
  spring(
    'MANAGEMENT_OTLP_TRACING',
    'MANAGEMENT_TRACING_ENABLED',
    'MANAGEMENT_OTLP_TRACING_EXPORT_ENABLED',
  ),
  spring(
    'MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP',
    'MANAGEMENT_TRACING_EXPORT_ENABLED',
    'MANAGEMENT_TRACING_EXPORT_OTLP_ENABLED',
  ),
  zipkin(
    'MANAGEMENT_ZIPKIN_TRACING',
    'MANAGEMENT_TRACING_ENABLED',
    'MANAGEMENT_ZIPKIN_TRACING_EXPORT_ENABLED',
  ),
  zipkin(
    'MANAGEMENT_TRACING_EXPORT_ZIPKIN',
    'MANAGEMENT_TRACING_EXPORT_ENABLED',
    'MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENABLED',
  ),
  {
    addresses: [
      'QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      'QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT',
    ],
    written: 'url',
    off: { QUARKUS_OTEL_SDK_DISABLED: 'true', QUARKUS_OTEL_ENABLED: 'false' },
    told: ['QUARKUS_OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL'],
    values: byName,
    posts: false,
  },
  {
    addresses: ['KC_TRACING_ENDPOINT'],
    written: 'url',
    off: { KC_TRACING_ENABLED: 'false' },
    told: ['KC_TRACING_PROTOCOL'],
    values: byName,
    posts: false,
  },
  {
    addresses: ['GF_TRACING_OPENTELEMETRY_OTLP_ADDRESS'],
    written: 'host-port',
    protocol: 'otlp-grpc',
    off: {},
    posts: false,
  },
];
