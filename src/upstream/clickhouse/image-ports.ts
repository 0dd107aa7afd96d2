import type { ImagePorts } from '../edge/image-ports.ts';

/** Ports without TLS unless told otherwise (ClickHouse programs/server/config.xml, `http_port` and `tcp_port`). */
export const clickHousePorts = { 8123: 'clickhouse-http', 9000: 'clickhouse' } as const;

/** ClickHouse. */
export const clickHouseImagePorts: ImagePorts = {
  repository: /(^|\/)(clickhouse|yandex|altinity)\/clickhouse-server$/,
  ports: clickHousePorts,
};

/**
 * What a client speaks to an address with a scheme, or without one: only that of HTTP makes it speak HTTP.
 *
 * Source: clickhouse-go v2.40.3 clickhouse_options.go, fromDSN.
 */
export function clickHouseProtocol(scheme: string | undefined): 'clickhouse' | 'clickhouse-http' {
  return scheme === 'http' || scheme === 'https' ? 'clickhouse-http' : 'clickhouse';
}
