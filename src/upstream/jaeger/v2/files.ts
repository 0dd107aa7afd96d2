type Path = readonly string[];

/** Settings of Jaeger's own components that name a file, which it does not start without (jaeger v2.20.0 cmd/jaeger/internal/extension). */
export const componentFiles: Readonly<Record<string, readonly Path[]>> = {
  jaeger_query: [['ui', 'config_file']],
  remote_sampling: [['file', 'path']],
};

const tls: readonly Path[] = ['ca_file', 'cert_file', 'key_file'].map((key) => ['tls', key]);
const logins: readonly Path[] = [
  ['auth', 'basic', 'password_file'],
  ['auth', 'bearer_token', 'file_path'],
  ['auth', 'api_key', 'file_path'],
];

const elasticsearch: readonly Path[] = [...tls, ...logins, ['tags_as_fields', 'config_file']];

/** Settings of storages that name a file, by type (jaeger v2.20.0 internal/storage, config.go of each). */
export const storageFiles: Readonly<Record<string, readonly Path[]>> = {
  elasticsearch,
  opensearch: elasticsearch,
  cassandra: tls.map((path) => ['connection', ...path]),
  clickhouse: tls,
  grpc: [...tls, ...tls.map((path) => ['writer', ...path])],
  prometheus: [...tls, ...logins, ['token_file_path']],
};
