import type { Problem } from '../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../values/settings.ts';
import { list, own, record, text, type UnknownRecord } from '../../values/unknown.ts';
import { type Asked, isWritten, negative, shown, type TypeCheck, told } from './type-check.ts';

/** Repeated tries, source: opentelemetry-collector v0.92.0, v0.95.0, v0.156.0 and v0.159.0 config/configretry. */
const backOff: TypeCheck = (section, { since, usual }) => {
  const isOn = (own(section, 'enabled') ?? usual('enabled')) === true;
  // newer ones look at those that are off, too
  if (!since(isOn ? '0.92.0' : '0.156.0')) return [];
  const factor = settingNumber(section.randomization_factor);
  const outside = factor !== undefined && (factor < 0 || factor > 1);
  return [
    ...['initial_interval', 'max_interval', 'max_elapsed_time'].flatMap((key) =>
      negative(section, key),
    ),
    ...(outside
      ? told('randomization_factor', `randomization_factor must be from 0 to 1, got ${factor}`)
      : []),
    ...negative(section, 'multiplier'),
    ...(since('0.95.0') ? tooShort(section, usual) : []),
  ];
};

/** Tries that end before the first, or the longest, pause between two of them. */
function tooShort(section: UnknownRecord, usual: Asked['usual']): Problem[] {
  const most = settingDuration(section.max_elapsed_time);
  if (most === undefined || most <= 0) return [];
  return ['initial_interval', 'max_interval'].flatMap((key) => {
    const written = own(section, key) ?? usual(key);
    const pause = settingDuration(written);
    if (pause === undefined || pause <= most) return [];
    const message = `max_elapsed_time must be at least ${key}, got ${shown(section.max_elapsed_time)} and ${shown(written)}`;
    return told('max_elapsed_time', message);
  });
}

/** TLS of clients and servers, source: opentelemetry-collector v0.97.0, v0.136.0 and v0.158.0 config/configtls. */
const tls: TypeCheck = (section, { since }) => [
  ...(since('0.98.0') ? twice(section, 'ca') : []),
  ...(since('0.136.0') ? [...twice(section, 'cert'), ...twice(section, 'key')] : []),
  ...(since('0.136.0') && has(section, 'cert') !== has(section, 'key')
    ? told('', `cert_file and key_file must be set together, got ${onlyOne(section)} alone`)
    : []),
  ...(since('0.97.0') ? versions(section) : []),
];

/** TLS of servers, which show a certificate, source: opentelemetry-collector v0.136.0 config/configtls. */
const serverTls: TypeCheck = (section, asked) => {
  if (own(section, 'enabled') === false) return [];
  const nothing = asked.since('0.136.0') && !has(section, 'cert') && !has(section, 'key');
  return nothing
    ? told('', 'cert_file and key_file must be set for a server, got none')
    : tls(section, asked);
};

function twice(section: UnknownRecord, what: string): Problem[] {
  const both = [`${what}_file`, `${what}_pem`].every((key) => isWritten(section, key));
  return both
    ? told(`${what}_pem`, `${what}_pem must not be set beside ${what}_file, got both`)
    : [];
}

function has(section: UnknownRecord, what: string): boolean {
  return isWritten(section, `${what}_file`) || isWritten(section, `${what}_pem`);
}

function onlyOne(section: UnknownRecord): string {
  return has(section, 'cert') ? 'a certificate' : 'a key';
}

const tlsVersions = ['1.0', '1.1', '1.2', '1.3'];
// source: defaultMinTLSVersion
const usualLeast = '1.2';

function versions(section: UnknownRecord): Problem[] {
  const written = text(own(section, 'min_version'));
  const [least, most] = [written || usualLeast, text(own(section, 'max_version'))];
  const [from, to] = [tlsVersions.indexOf(least), tlsVersions.indexOf(most ?? '')];
  return from >= 0 && to >= 0 && to < from
    ? told('max_version', `max_version must be at least min_version, got ${most} and ${least}`)
    : [];
}

/** A queue, source: opentelemetry-collector v0.123.0, v0.126.0 and v0.130.0 exporter/exporterhelper/internal/queuebatch. */
const queue: TypeCheck = (section, { since, usual }) => {
  if (own(section, 'enabled') === false) return [];
  const stored = isWritten(section, 'storage') && own(section, 'wait_for_result') === true;
  return [
    ...(stored && since('0.123.0')
      ? told('wait_for_result', 'wait_for_result must not be set with a stored queue, got true')
      : []),
    ...(since('0.126.0') ? tooSmall(section, usual) : []),
  ];
};

/** A queue that does not hold a batch, where both count the same. */
function tooSmall(section: UnknownRecord, usual: Asked['usual']): Problem[] {
  const batch = record(section.batch);
  const sizer = text(own(section, 'sizer'));
  if (sizer === undefined || isVariable(sizer) || own(batch, 'sizer') !== sizer) return [];
  const least = settingNumber(batch.min_size);
  const most = settingNumber(own(section, 'queue_size') ?? usual('queue_size'));
  const off = (batch.enabled ?? true) !== true;
  return off || least === undefined || most === undefined || least <= most
    ? []
    : told(['batch', 'min_size'], `min_size must be at most queue_size, got ${least} and ${most}`);
}

/** Batches of a queue, source: the same. */
const queueBatch: TypeCheck = (section, { since }) => {
  if (own(section, 'enabled') === false || !since('0.123.0')) return [];
  const pause = settingDuration(section.flush_timeout);
  return [
    ...(pause !== undefined && pause <= 0
      ? told(
          'flush_timeout',
          `flush_timeout must be more than 0, got ${shown(section.flush_timeout)}`,
        )
      : []),
    ...(own(section, 'sizer') === 'requests'
      ? told('sizer', 'sizer of a batch must be items or bytes, got requests')
      : []),
    ...negative(section, 'min_size'),
    ...negative(section, 'max_size'),
  ];
};

/** Keys that data is parted by, source: opentelemetry-collector v0.80.0 and v0.158.0 processor/batchprocessor. */
const metadataKeys: TypeCheck = (section) => {
  const keys = list(section.metadata_keys).flatMap((key) =>
    isVariable(key) ? [] : (text(key)?.toLowerCase() ?? []),
  );
  const again = keys.find((key, index) => keys.indexOf(key) !== index);
  return again === undefined
    ? []
    : told('metadata_keys', `metadata_keys must be different, got ${again} twice`);
};

/** What types refuse that core's components and contrib's share; some had other names in older releases. */
export const sharedChecks: Readonly<Record<string, TypeCheck>> = {
  'core:config/configretry.BackOffConfig': backOff,
  'core:exporter/exporterhelper.RetrySettings': backOff,
  'core:config/configtls.ClientConfig': tls,
  'core:config/configtls.TLSClientSetting': tls,
  'core:config/configtls.ServerConfig': serverTls,
  'core:config/configtls.TLSServerSetting': serverTls,
  'core:exporter/exporterhelper.QueueBatchConfig': queue,
  'core:exporter/exporterhelper/internal/queuebatch.BatchConfig': queueBatch,
  'core:exporter/exporterhelper/internal/queuebatch.PartitionConfig': metadataKeys,
  'core:processor/batchprocessor.Config': metadataKeys,
};
