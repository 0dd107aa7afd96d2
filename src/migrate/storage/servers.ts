import { cassandra } from '../../constructs/cassandra/storage.ts';
import { remoteStorage } from '../../constructs/jaeger/v2/remote-storage.ts';
import { refusalOf } from '../../constructs/props/refuse.ts';
import { defaultKeyspace } from '../../upstream/jaeger/cassandra.ts';
import { list, number, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { liftCa } from '../carry/certificates.ts';
import { configureCredentials, credentialsSecret } from '../carry/credentials.ts';
import { type GroupedOption, placeOf, successorRole } from '../carry/flags.ts';
import type { Draft } from '../output/draft.ts';
import { optionsNamed, type Source, type SourceOption } from '../source/component.ts';

type Props = Record<string, unknown>;

/** Props of a Cassandra, of what the flags say; what they do not hold stays in the configuration. */
export function cassandraProps(
  source: Source,
  options: readonly GroupedOption[],
  draft: Draft,
): Props {
  const place = placeOf('storage', source);
  const connection = (name: string) => draft.lift([...place, 'connection', name]);
  const [option] = optionsNamed(source, 'cassandra.servers');
  if (option === undefined) {
    throw source.refusal(
      'cassandra.servers must name the nodes, or v1 looks for them in its own pod',
    );
  }
  const given = list(connection('servers')).map(String);
  const datacenter = text(connection('local_dc'));
  const props: Props = {
    servers: given.map((server) => qualified(server, source.namespace, draft)),
    datacenter: datacenter ?? 'test',
    keyspace: text(draft.lift([...place, 'schema', 'keyspace'])) ?? defaultKeyspace,
    ...login(options, [...place, 'connection', 'auth', 'basic'], draft),
    ...tls(source, 'cassandra', [...place, 'connection', 'tls'], draft),
  };
  const port = number(connection('port'));
  if (port !== undefined) props.port = port;
  checked(option, () => cassandra({ ...props } as never));
  if (datacenter === undefined) preferNobody(source, [...place, 'connection', 'local_dc'], draft);
  giveUpArchive(options, source, draft);
  return props;
}

/** Without a datacenter, Jaeger v1 preferred no nodes to others. */
function preferNobody(source: Source, setting: Path, draft: Draft): void {
  for (const { name } of source.roles) {
    if (name === 'collector' && source.strategy === 'streaming') continue;
    draft.configure(successorRole[name], setting, '');
  }
}

/** A name that Jaeger v2 takes, which finds no dot too few. */
function qualified(server: string, namespace: string, draft: Draft): string {
  if (/[.:]/.test(server) || server === 'localhost') return server;
  const whole = `${server}.${namespace}.svc`;
  draft.note(
    `the server ${server} is called ${whole}, since Jaeger v2 takes no name without a dot`,
  );
  return whole;
}

/** Props of a storage behind gRPC, of what the flags say. */
export function remoteProps(
  source: Source,
  options: readonly GroupedOption[],
  draft: Draft,
): Props {
  const place = placeOf('storage', source);
  const [option] = optionsNamed(source, 'grpc-storage.server');
  const endpoint = text(draft.lift([...place, 'endpoint']));
  if (option === undefined || endpoint === undefined) {
    throw source.refusal(
      'Jaeger v2 has no plug-ins: have a remote storage server that speaks storage v2, and name it by grpc-storage.server',
    );
  }
  const props = { endpoint, ...tls(source, 'grpc-storage', [...place, 'tls'], draft) };
  checked(option, () => remoteStorage(props));
  draft.first(
    'Check that the storage server speaks version 2 of the remote storage API; v2 speaks no other',
  );
  giveUpArchive(options, source, draft);
  return props;
}

/** The error of props as one about the flag that they come from. */
function checked(option: SourceOption, make: () => unknown): void {
  try {
    make();
  } catch (error) {
    const reason = refusalOf(error);
    throw option.mark.refusal(`${option.key}: ${reason}`);
  }
}

function login(options: readonly GroupedOption[], block: Path, draft: Draft): Props {
  const credentials = options.filter(({ key }) => /^cassandra\.(?:username|password)$/.test(key));
  const secretName = credentialsSecret(
    {
      options: credentials,
      server: 'cassandra',
      keys: ['CASSANDRA_USERNAME', 'CASSANDRA_PASSWORD'],
    },
    draft,
  );
  if (secretName !== undefined) return { secretName };
  configureCredentials(credentials, block, draft);
  return {};
}

/** Whether there is TLS, which both sides have to agree about, and whose CA. */
function tls(source: Source, prefix: string, block: Path, draft: Draft): Props {
  const enabled = source.roles.some(({ options }) =>
    options.some(({ key, value }) => key === `${prefix}.tls.enabled` && value === 'true'),
  );
  if (!enabled) return {};
  const ca = liftCa(source, [...block, 'ca_file'], draft);
  for (const role of ['collector', 'ingester', 'query'] as const) {
    const left = draft.configured(role, block);
    if (left !== undefined && Object.keys(left as object).length === 0)
      draft.unconfigure(role, block);
  }
  return { tls: true, ...ca };
}

/** Archives of storages other than Elasticsearch have no prop. */
function giveUpArchive(options: readonly GroupedOption[], source: Source, draft: Draft): void {
  for (const { key, group, mark, value } of options) {
    const isArchive = /^(?:cassandra|grpc-storage)-archive\./.test(key);
    if (!isArchive) continue;
    if (group === 'archive' && value !== 'true') mark.dropped('there is no archive');
    else mark.none('an archive in such a storage is one more backend, which extraConfig can add');
  }
  const place = placeOf('archive', source);
  for (const role of ['collector', 'query'] as const) draft.unconfigure(role, place);
}
