import type { Problem } from '../../values/problem.ts';
import { isVariable, settingNumber } from '../../values/settings.ts';
import { isRecord, list, own, record, text, type UnknownRecord } from '../../values/unknown.ts';
import { permissionProblems } from './permissions.ts';
import { isFixed, isNone, negative, other, type TypeCheck, told } from './type-check.ts';

const file: TypeCheck = (section, asked) => [
  ...other(section, 'format', ['json', 'proto']),
  ...other(section, 'compression', ['', 'zstd']),
  ...negative(section, 'flush_interval'),
  ...(asked.since('0.120.0') ? [...appending(section), ...grouping(section)] : []),
  ...(asked.since('0.158.0') ? folder(section) : []),
];

function appending(section: UnknownRecord): Problem[] {
  return section.append === true && isRecord(section.rotation)
    ? told('rotation', 'rotation must not be set with append, got both')
    : [];
}

/** Files by an attribute, whose value stands for the star in the path. */
function grouping(section: UnknownRecord): Problem[] {
  const group = record(section.group_by);
  const path = text(own(section, 'path')) ?? '';
  if (group.enabled !== true || path === '' || isVariable(path)) return [];
  return [
    ...(path.split('*').length === 2 && !path.startsWith('*')
      ? []
      : told('path', `path must have one * with group_by, and not as its start, got '${path}'`)),
    ...(group.resource_attribute === ''
      ? told(['group_by', 'resource_attribute'], 'resource_attribute must be set, got none')
      : []),
  ];
}

function folder(section: UnknownRecord): Problem[] {
  const { create_directory: isMade = false } = section;
  if (!isFixed(section, 'directory_permissions')) return [];
  if (isMade === true) return permissionProblems(section, 'directory_permissions');
  return isMade === false
    ? told(
        'directory_permissions',
        'directory_permissions must not be set without create_directory, got it alone',
      )
    : [];
}

const loadBalancing: TypeCheck = (section, { since }) => {
  const key = own(section, 'routing_key') ?? '';
  if (!since('0.158.0')) return [];
  const byAttributes = key === 'attributes';
  const path = 'routing_attributes';
  if (byAttributes && isNone(section, path)) {
    return told('', 'routing_attributes must be set with routing_key attributes, got none');
  }
  const idle = !byAttributes && !isVariable(key) && list(section.routing_attributes).length > 0;
  const got = key === '' ? 'none' : `'${key}'`;
  return [
    ...(idle ? told(path, `routing_attributes are for routing_key attributes, got ${got}`) : []),
    ...negative(section, 'timeout'),
  ];
};

// headers of the protocol itself
const reserved = [
  'content-encoding',
  'content-type',
  'user-agent',
  'x-prometheus-remote-write-version',
];

const remoteWrite: TypeCheck = (section, asked) => [
  ...writeQueue(record(section.remote_write_queue)),
  ...negative(section, 'max_batch_size_bytes'),
  ...(asked.since('0.120.0') ? [...parallelism(section), ...negative(section, 'timeout')] : []),
  ...(asked.since('0.158.0') ? remoteWriteWords(section) : []),
];

function writeQueue(queue: UnknownRecord): Problem[] {
  const { enabled = true } = queue;
  const problems = ['queue_size', 'num_consumers'].flatMap((key) => negative(queue, key));
  if (enabled === true && settingNumber(queue.queue_size) === 0) {
    problems.push(...told('queue_size', 'queue_size must be more than 0, got 0'));
  }
  return problems.map((problem) => ({
    ...problem,
    path: ['remote_write_queue', ...(problem.path ?? [])],
  }));
}

function parallelism(section: UnknownRecord): Problem[] {
  const key = 'max_batch_request_parallelism';
  const value = settingNumber(own(section, key));
  return value !== undefined && value < 1
    ? told(key, `${key} must be at least 1, got ${value}`)
    : [];
}

const firstMessage = 'prometheus.WriteRequest';
const wideNames = ['NoUTF8EscapingWithSuffixes', 'NoTranslation'];

function remoteWriteWords(section: UnknownRecord): Problem[] {
  const { translation_strategy: names, protobuf_message: message = firstMessage } = section;
  const taken = list(section.include_metadata_keys).find((key) =>
    reserved.includes(`${key}`.toLowerCase()),
  );
  return [
    ...other(section, 'compression', ['', 'snappy']),
    ...(message === firstMessage && wideNames.includes(`${names}`)
      ? told(
          'translation_strategy',
          `translation_strategy ${names} needs remote write 2.0, got 1.0`,
        )
      : []),
    ...(taken === undefined
      ? []
      : told(
          'include_metadata_keys',
          `include_metadata_keys must not have a header of the protocol, got ${taken}`,
        )),
  ];
}

const debug: TypeCheck = (section, { since }) => {
  const { use_internal_logger: internal = true, output_paths: paths } = section;
  if (!Array.isArray(paths) || !since('0.146.0')) return [];
  if (internal === true) {
    return told('output_paths', 'output_paths need use_internal_logger false, got true');
  }
  return internal === false && paths.length === 0
    ? told('output_paths', 'output_paths must have at least one, got none')
    : [];
};

/**
 * What exporters refuse.
 *
 * Source: opentelemetry-collector-contrib v0.88.0, v0.120.0 and v0.158.0 exporter/{file,prometheusremotewrite}exporter/config.go,
 * v0.158.0 exporter/loadbalancingexporter/config.go; opentelemetry-collector v0.146.0 exporter/debugexporter/config.go.
 */
export const exporterChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:exporter/fileexporter.Config': file,
  'contrib:exporter/loadbalancingexporter.Config': loadBalancing,
  'contrib:exporter/prometheusremotewriteexporter.Config': remoteWrite,
  'core:exporter/debugexporter.Config': debug,
};
