import { optional, type SettingTable, settingTable } from '../values/setting-table.ts';

// settings that components share, in all releases from v0.88.0 to v0.158.0;
// source: opentelemetry-collector v0.88.0, v0.110.0, v0.128.0 and v0.158.0 config/config{grpc,http,tls,retry,auth},
// exporter/exporterhelper

const tlsKeys =
  'ca_file:text ca_pem:text include_system_ca_certs_pool:boolean cert_file:text cert_pem:text key_file:text key_pem:text min_version:tls-version max_version:tls-version cipher_suites include_insecure_cipher_suites:boolean reload_interval:duration curve_preferences tpm';

/** TLS of a client. */
export const clientTls = settingTable(
  `insecure:boolean insecure_skip_verify:boolean server_name_override:text ${tlsKeys}`,
);

const serverTls = optional(
  settingTable(`client_ca_file:text client_ca_file_reload:boolean ${tlsKeys}`),
);

/** Whether a setting of TLS names a file without which nothing starts. */
export function isTlsFile(setting: string): boolean {
  return /^(?:ca|client_ca|cert|key)_file$/.test(setting);
}

const auth = optional(settingTable('authenticator:text request_params'));

/** Queue of an exporter. */
export const sendingQueue = settingTable(
  'enabled:boolean num_consumers:number queue_size:number storage:text blocking:boolean block_on_overflow:boolean sizer:text wait_for_result:boolean',
  {
    batch: settingTable(
      'enabled:boolean flush_timeout:duration min_size:number max_size:number sizer:text partition',
    ),
  },
);

/** Retries of an exporter. */
export const retry = settingTable(
  'enabled:boolean initial_interval:duration randomization_factor:number multiplier:number max_interval:duration max_elapsed_time:duration',
);

/** Queue and retries of an exporter. */
export const sending: SettingTable = { sending_queue: sendingQueue, retry_on_failure: retry };

/** What connects over gRPC. */
export const grpcClient = settingTable(
  'endpoint:text compression:text read_buffer_size:number write_buffer_size:number wait_for_ready:boolean headers:textmap balancer_name:text authority:text middlewares user_agent:text',
  {
    tls: clientTls,
    auth,
    keepalive: optional(
      settingTable('time:duration timeout:duration permit_without_stream:boolean'),
    ),
  },
);

/** What connects over HTTP; `middlewares` is `middleware` in 0.126.0 to 0.131.0. */
export const httpClient = settingTable(
  'endpoint:text proxy_url:text read_buffer_size:number write_buffer_size:number timeout:duration headers:textmap compression:text compression_params max_idle_conns:number max_idle_conns_per_host:number max_conns_per_host:number idle_conn_timeout:duration disable_keep_alives:boolean http2_read_idle_timeout:duration http2_ping_timeout:duration cookies force_attempt_http2:boolean middleware middlewares',
  { tls: clientTls, auth },
);

/** What listens for gRPC. */
export const grpcServer = settingTable(
  'endpoint:text transport:text dialer max_recv_msg_size_mib:number max_concurrent_streams:number read_buffer_size:number write_buffer_size:number include_metadata:boolean middlewares',
  {
    tls: serverTls,
    auth,
    keepalive: optional({
      server_parameters: optional(
        settingTable(
          'max_connection_idle:duration max_connection_age:duration max_connection_age_grace:duration time:duration timeout:duration',
        ),
      ),
      enforcement_policy: optional(settingTable('min_time:duration permit_without_stream:boolean')),
    }),
  },
);

/** What listens for HTTP; `middlewares` is `middleware` in 0.126.0 to 0.131.0. */
export const httpServer = settingTable(
  'endpoint:text transport:text dialer max_request_body_size:number include_metadata:boolean response_headers:textmap compression_algorithms read_timeout:duration read_header_timeout:duration write_timeout:duration idle_timeout:duration middleware middlewares keep_alives_enabled:boolean',
  {
    tls: serverTls,
    auth,
    cors: optional(
      settingTable(
        'allowed_origins:texts allowed_headers:texts exposed_headers:texts max_age:number',
      ),
    ),
  },
);
