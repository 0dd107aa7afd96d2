import { literal } from '../v2/servers.ts';

/**
 * Where in Jaeger v2 a setting stands.
 *
 * - `storage`, `archive`: a storage of jaeger_storage, with what the archive of traces is kept in; `metrics`: one of its storages of metrics
 * - `query`: jaeger_query
 * - `sampling`: remote_sampling
 * - `kafka-exporter`, `kafka-receiver`: the two ends of Kafka
 * - protocols: the receiver of one, `otlp-grpc`
 * - `telemetry`: `service.telemetry`
 */
export type SuccessorPart =
  | 'storage'
  | 'archive'
  | 'metrics'
  | 'query'
  | 'sampling'
  | 'kafka-exporter'
  | 'kafka-receiver'
  | 'otlp-grpc'
  | 'otlp-http'
  | 'jaeger-grpc'
  | 'jaeger-thrift-http'
  | 'zipkin'
  | 'telemetry';

/**
 * Settings that mean something only together, so that no flag has a successor of its own.
 *
 * - `credential`: a name or a password, which is read from a Secret
 * - `rotation`: how indices follow one another
 * - `listener`: where a server listens, and whether there is one
 * - `tls`: whether there is TLS: a block of settings that is there, or is not
 * - `archive`: whether there is an archive
 * - `authentication`: which block of settings says how to log in
 * - `storage-type`: which storage there is
 */
export type SettingGroup =
  | 'credential'
  | 'rotation'
  | 'listener'
  | 'tls'
  | 'archive'
  | 'authentication'
  | 'storage-type';

/** What becomes of a flag of Jaeger v1 in Jaeger v2. */
export type Successor =
  | {
      readonly fate: 'setting';
      readonly part: SuccessorPart;
      /** Where in the part; one flag of v1 may be several settings of v2. */
      readonly paths: readonly (readonly string[])[];
      /** The setting's value, of a value that v1 can read. */
      readonly read: (value: string) => unknown;
    }
  | { readonly fate: 'group'; readonly group: SettingGroup }
  | {
      /** It did something, and nothing does it now. */
      readonly fate: 'none';
      /** The end of a sentence that gives the reason. */
      readonly because: string;
    }
  | {
      /** What it did needs no setting, or has no effect. */
      readonly fate: 'dropped';
      /** The end of a sentence that gives the reason. */
      readonly because: string;
    };

/** What becomes of a flag, before it is known which part of Jaeger v2 it belongs to. */
export type Rule = (part: SuccessorPart) => Successor;

/** Successors of flags with one prefix, by the rest of their names. */
export type Rules = Readonly<Record<string, Rule>>;

function setting(paths: readonly string[], read: (value: string) => unknown): Rule {
  return (part) => ({ fate: 'setting', part, paths: paths.map((path) => path.split('.')), read });
}

/** A text; `$` would begin a variable. */
export const text = (...paths: string[]): Rule => setting(paths, literal);

/** A Go duration, kept as a text: a number would be nanoseconds. */
export const duration = (...paths: string[]): Rule =>
  setting(paths, (value) => (/^[+-]?0$/.test(value) ? '0s' : value));

/** A number. */
export const number = (...paths: string[]): Rule => setting(paths, Number);

/** True or false, as Go's strconv reads them. */
export const flag = (...paths: string[]): Rule =>
  setting(paths, (value) => /^(?:1|t|true)$/i.test(value));

/** Texts that v1 has in one, with commas between them. */
export const list = (...paths: string[]): Rule =>
  setting(paths, (value) => listed(value).map(literal));

/** Something of a few values, each with another name in v2. */
export const named = (path: string, names: Readonly<Record<string, unknown>>): Rule =>
  setting([path], (value) => (Object.hasOwn(names, value) ? names[value] : value));

/** Bytes that v2 counts in MiB. */
export const mebibytes = (path: string): Rule =>
  setting([path], (value) => Math.max(1, Math.ceil(Number(value) / 2 ** 20)));

/** Texts `key: value` or `key=value` that v1 has in one, with commas between them. */
export const pairs = (path: string, separator: ':' | '='): Rule =>
  setting([path], (value) =>
    Object.fromEntries(
      listed(value).map((pair) => {
        const at = pair.indexOf(separator);
        return at < 0 ? [pair, ''] : [pair.slice(0, at).trim(), literal(pair.slice(at + 1).trim())];
      }),
    ),
  );

/** A setting that means something only with others. */
export const group =
  (group: SettingGroup): Rule =>
  () => ({ fate: 'group', group });

/** It did something that nothing does now. */
export const none =
  (because: string): Rule =>
  () => ({ fate: 'none', because });

/** It needs no setting, or has no effect. */
export const dropped =
  (because: string): Rule =>
  () => ({ fate: 'dropped', because });

function listed(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Settings of TLS towards a server (opentelemetry-collector v0.155.0 config/configtls). */
export const clientTls: Rules = {
  enabled: group('tls'),
  ca: text('tls.ca_file'),
  cert: text('tls.cert_file'),
  key: text('tls.key_file'),
  'server-name': text('tls.server_name_override'),
  'skip-host-verify': flag('tls.insecure_skip_verify'),
};

/** Settings of a server's TLS (opentelemetry-collector v0.155.0 config/configtls). */
export const serverTls: Rules = {
  enabled: group('tls'),
  cert: text('tls.cert_file'),
  key: text('tls.key_file'),
  'client-ca': text('tls.client_ca_file'),
  'cipher-suites': list('tls.cipher_suites'),
  'min-version': text('tls.min_version'),
  'max-version': text('tls.max_version'),
  'reload-interval': duration('tls.reload_interval'),
};

/** Rules whose paths are inside of a block. */
export function inside(block: string, rules: Rules): Rules {
  return Object.fromEntries(
    Object.entries(rules).map(([key, rule]): [string, Rule] => [
      key,
      (part) => {
        const successor = rule(part);
        return successor.fate === 'setting'
          ? { ...successor, paths: successor.paths.map((path) => [...block.split('.'), ...path]) }
          : successor;
      },
    ]),
  );
}
