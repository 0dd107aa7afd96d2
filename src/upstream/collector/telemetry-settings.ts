import { listOf, oneOf, type Setting, section } from '../values/setting.ts';

const prometheus = section({
  host: 'text',
  port: 'number',
  without_scope_info: 'boolean',
  without_type_suffix: 'boolean',
  without_units: 'boolean',
  with_resource_constant_labels: 'any',
  translation_strategy: 'any',
});

const pull = section({
  producers: 'any',
  cardinality_limits: 'any',
  exporter: section({ prometheus }, true),
});

/**
 * Settings of the collector's own telemetry. Its source decodes most of them by another project, whose releases differ, so
 * this is what all have that were read.
 *
 * Source: opentelemetry-collector v0.88.0, v0.128.0 and v0.158.0 service/telemetry, service/telemetry/otelconftelemetry.
 */
export const telemetrySettings: Setting = section({
  resource: 'any',
  logs: section({
    level: oneOf('debug', 'info', 'warn', 'warning', 'error', 'dpanic', 'panic', 'fatal'),
    development: 'boolean',
    encoding: oneOf('json', 'console'),
    disable_caller: 'boolean',
    disable_stacktrace: 'boolean',
    output_paths: listOf('text'),
    error_output_paths: listOf('text'),
    initial_fields: 'any',
    processors: 'any',
    disable_zap_resource: 'boolean',
    sampling: section({
      enabled: 'boolean',
      tick: 'duration',
      initial: 'number',
      thereafter: 'number',
    }),
  }),
  metrics: section({
    level: oneOf('none', 'basic', 'normal', 'detailed'),
    address: 'any',
    views: 'any',
    readers: listOf(section({ periodic: 'any', pull }, true)),
  }),
  traces: section({ level: 'any', propagators: 'any', processors: 'any' }, true),
});
