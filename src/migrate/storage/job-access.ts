import type { JaegerV2Role } from '../../constructs/jaeger/v2/props.ts';
import { at, isRecord, list, own, record, text } from '../../upstream/values/unknown.ts';
import { placeOf } from '../carry/flags.ts';
import { resourceIds } from '../carry/pods.ts';
import type { Draft } from '../output/draft.ts';
import type { PodSetting, Source } from '../source/component.ts';

/** Environment variables of the index jobs, by the setting of Jaeger that says the same (jaeger v2.20.0 cmd/es-rollover). */
const variables: Readonly<Record<string, string>> = {
  ca_file: 'ES_TLS_CA',
  cert_file: 'ES_TLS_CERT',
  key_file: 'ES_TLS_KEY',
  server_name_override: 'ES_TLS_SERVER_NAME',
  insecure_skip_verify: 'ES_TLS_SKIP_HOST_VERIFY',
};

/** A container that looks after indices: the id of its object, and where in it pod and container are. */
interface JobContainer {
  readonly child: string;
  readonly pod: string;
  readonly container: string;
}

/** Gives what looks after indices what props do not hold: files that are not of the Secret of a CA, and other Secrets. */
export function carryJobAccess(
  source: Source,
  storage: Readonly<Record<string, unknown>>,
  draft: Draft,
): void {
  const writer = source.roles.find(({ name }) => name === 'ingester') ?? source.roles[0];
  const role = writer?.name === 'ingester' ? 'ingester' : 'collector';
  const tls = record(draft.configured(role, [...placeOf('storage', source), 'tls']));
  const entries = Object.entries(variables).flatMap(([setting, name]) =>
    tls[setting] === undefined ? [] : [{ name, value: `${tls[setting]}` }],
  );
  const login = loginOf(source, role, draft);
  if (writer === undefined || entries.length + login.length === 0) return;
  // the name of a Secret with the CA says so already
  const hasSwitch = storage.caSecretName !== undefined || entries.length === 0;
  const env = [
    ...(hasSwitch ? [] : [{ name: 'ES_TLS_ENABLED', value: 'true' }]),
    ...entries,
    ...login,
  ];
  const files = ['ca_file', 'cert_file', 'key_file'].flatMap((setting) => text(tls[setting]) ?? []);
  const { volumes, mounts } = mounted(writer.pod, files);
  for (const { child, pod, container } of containersOf(storage, resourceIds[role])) {
    const add = (pointer: string, values: readonly unknown[]) => {
      for (const value of values) draft.patches.push({ child, pointer: `${pointer}/-`, value });
    };
    add(`${container}/env`, env);
    add(`${container}/volumeMounts`, mounts);
    // the pods of Jaeger have the volumes already, as they are in its spec
    if (child !== resourceIds[role]) add(`${pod}/volumes`, volumes);
  }
}

/** User and password, where a Secret has them by other keys than those that a prop is there for. */
function loginOf(source: Source, role: JaegerV2Role, draft: Draft): unknown[] {
  const basic = record(draft.configured(role, [...placeOf('storage', source), 'auth', 'basic']));
  const variables = list(draft.spec[role]?.env);
  return ['username', 'password'].flatMap((field): unknown[] => {
    const value = text(basic[field]);
    if (value === undefined) return [];
    const name = `ES_${field.toUpperCase()}`;
    const [, variable] = /^\$\{env:(\w+)\}$/.exec(value) ?? [];
    if (variable === undefined) return [{ name, value: value.replaceAll('$$', '$') }];
    const found = variables.find((one) => own(one, 'name') === variable);
    return isRecord(found) ? [{ ...found, name }] : [];
  });
}

function containersOf(
  storage: Readonly<Record<string, unknown>>,
  resource: string,
): JobContainer[] {
  const rotation = record(storage.rotation);
  const manual = isRecord(rotation.manualRollover);
  const aliases = manual || isRecord(rotation.autoRollover);
  const job = '/spec/jobTemplate/spec/template/spec';
  const targets = storage.archive === undefined ? [0] : [0, 1];
  const of = (child: string, pod: string, indexes: readonly number[], field = 'containers') =>
    indexes.map((index) => ({ child, pod, container: `${pod}/${field}/${index}` }));
  const archived = at(storage, 'archive', 'retentionDays') === undefined ? [0] : [0, 1];
  return [
    ...(storage.retentionDays === undefined ? [] : of('IndexCleaner', job, archived)),
    ...(manual ? [...of('Rollover', job, targets), ...of('Lookback', job, archived)] : []),
    ...(aliases
      ? [
          ...of('RolloverInit', '/spec/template/spec', targets),
          ...of(resource, '/spec', [0], 'initContainers'),
        ]
      : []),
  ];
}

/** Volumes and mounts by which pods find files. */
function mounted(pod: readonly PodSetting[], files: readonly string[]) {
  const mounts = pod
    .filter(({ field }) => field === 'volumeMounts')
    .map(({ value }) => value)
    .filter((mount) => {
      const path = text(own(mount, 'mountPath'))?.replace(/\/+$/, '');
      return (
        path !== undefined && files.some((file) => file === path || file.startsWith(`${path}/`))
      );
    });
  const names = mounts.map((mount) => own(mount, 'name'));
  const volumes = pod
    .filter(({ field, value }) => field === 'volumes' && names.includes(own(value, 'name')))
    .map(({ value }) => value);
  return { volumes, mounts };
}
