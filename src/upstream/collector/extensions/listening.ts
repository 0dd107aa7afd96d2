/**
 * Extensions that listen for whoever looks after the collector, by the port that they have unless told otherwise.
 *
 * Source: opentelemetry-collector v0.158.0 extension/zpagesextension; -contrib v0.158.0 extension/pprofextension.
 */
export const diagnosticPorts: Readonly<Record<string, number>> = { pprof: 1777, zpages: 55679 };

/**
 * Extensions that listen on nothing: they log in, store, watch, read encodings or connect themselves.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 extension, README of each.
 */
export const silentExtensions: readonly string[] = [
  'asapclient',
  'azure_auth',
  'basicauth',
  'bearertokenauth',
  'cgroup_runtime',
  'db_storage',
  'docker_observer',
  'ecs_observer',
  'file_storage',
  'googleclientauth',
  'headers_setter',
  'host_observer',
  'jaeger_encoding',
  'jaeger_storage',
  'json_log_encoding',
  'k8s_leader_elector',
  'k8s_observer',
  'memory_ballast',
  'oauth2client',
  'oidc',
  'otlp_encoding',
  'redis_storage',
  'sigv4auth',
  'text_encoding',
  'zipkin_encoding',
];
