import type { Draft } from '../output/draft.ts';
import { flagValue, type SourceOption, type SourceRole } from '../source/component.ts';

/** Carries a flag, or says why not; false where its setting says all of it. */
type Special = (option: SourceOption & { readonly value: string }, draft: Draft) => boolean;

const isTrue = (value: string) => /^(?:1|t|true)$/i.test(value);

const specials: Readonly<Record<string, Special>> = {
  'query.base-path': ({ value, mark }, draft) => {
    const path = value.replace(/\/+$/, '');
    if (!/^(?:\/[\w.~%-]+)*$/.test(path)) {
      mark.none(`Jaeger serves under paths such as /jaeger, got '${value}'`);
      return true;
    }
    if (path !== '') draft.props.basePath = path;
    mark.carried('spec.config.extensions.jaeger_query.base_path');
    return true;
  },
  'query.enable-tracing': ({ value, mark }) => {
    if (isTrue(value)) {
      mark.none(
        'Jaeger v2 would send traces of its own to port 4317 of its pod, where it is the one that listens',
      );
    } else mark.carried('spec.config.extensions.jaeger_query.enable_tracing');
    return true;
  },
  'es.version': supportedVersion,
  'es-archive.version': supportedVersion,
  'badger.ephemeral': ({ value, mark }) => {
    if (isTrue(value)) mark.dropped('Jaeger v2 has a volume for its files');
    else mark.carried('the volume badger');
    return true;
  },
  'badger.directory-key': otherFiles,
  'badger.directory-value': otherFiles,
  'memory.max-traces': ({ value, mark }) => {
    if (Number(value) >= 1) return false;
    mark.none('Jaeger v2 keeps a bounded number of traces, 1000000 unless storage says another');
    return true;
  },
};

/** Carries a flag that its setting does not say all of, and tells whether it is one. */
export function special(option: SourceOption, role: SourceRole, draft: Draft): boolean {
  const { key, value } = option;
  if (
    isOfNoArchive(option, role) ||
    isOtherLogin(option, role) ||
    isOtherKafkaLogin(option, role)
  ) {
    return true;
  }
  const found = Object.hasOwn(specials, key) ? specials[key] : undefined;
  return found !== undefined && value !== undefined && found({ ...option, value }, draft);
}

function supportedVersion({ value, mark }: SourceOption & { readonly value: string }): boolean {
  if (value !== '5' && value !== '6') return false;
  mark.none(`Jaeger v2 works with Elasticsearch 7 and newer, got ${value}`);
  return true;
}

const logins = [
  ['basic', /\.(?:username|password|password-file|password-reload-interval)$/, 'password-file'],
  ['api_key', /\.api-key-/, 'api-key-file'],
  ['bearer_token', /\.(?:token-file|bearer-token-.*)$/, 'token-file'],
] as const;

/** Whether a flag is of a way to log in that Jaeger v2, which has one only, does not go. */
function isOtherLogin({ key, value, mark }: SourceOption, role: SourceRole): boolean {
  const prefix = /^es(?:-archive)?/.exec(key)?.[0];
  const login = logins.find(([, pattern]) => prefix && pattern.test(key));
  if (prefix === undefined || login === undefined) return false;
  const used = loginOf(role, prefix);
  if (used !== login[0]) {
    if (used === undefined || value === 'false') {
      mark.dropped('the login that it belongs to is not set');
    } else mark.none(`Jaeger v2 logs in in one way only, and ${used} is set too`);
    return true;
  }
  if (key.endsWith('-interval') && flagValue(role, `${prefix}.${login[2]}`) === undefined) {
    mark.dropped('there is no file to read again');
    return true;
  }
  return false;
}

function loginOf(role: SourceRole, prefix: string): (typeof logins)[number][0] | undefined {
  const given = (name: string) =>
    role.options.some(({ key, value }) => key === `${prefix}.${name}` && value !== '');
  if (given('username') || given('password') || given('password-file')) return 'basic';
  if (given('api-key-file') || flagValue(role, `${prefix}.api-key-allow-from-context`) === 'true') {
    return 'api_key';
  }
  const propagates = flagValue(role, `${prefix}.bearer-token-propagation`) === 'true';
  return given('token-file') || propagates ? 'bearer_token' : undefined;
}

// of an archive: what it shares with the storage that all other traces are in, and what says where it is
const shared = /\.(?:password-file|token-file|api-key-file)$/;
const place = /\.(?:server-urls|index-prefix)$/;
const template = /\.(?:num-shards|num-replicas)$/;

/** Whether a flag is of an archive that there is not, or has no setting of its own in the archive of Jaeger v2. */
function isOfNoArchive({ key, value, mark }: SourceOption, role: SourceRole): boolean {
  const [prefix, main] = /^(es|cassandra|grpc-storage)-archive/.exec(key) ?? [];
  if (prefix === undefined) return false;
  if (flagValue(role, `${prefix}.enabled`) !== 'true') {
    mark.dropped(`there is no archive without ${prefix}.enabled`);
    return true;
  }
  // the storage looks at both
  if (place.test(key)) return true;
  if (template.test(key)) {
    mark.dropped('Jaeger v2 makes no template for the archive: that of v1 stays');
    return true;
  }
  if (!shared.test(key)) return false;
  if (flagValue(role, key.replace(prefix, `${main}`)) === value) {
    mark.carried('the archive, which is kept as all other traces are');
  } else mark.none('the archive of Jaeger v2 is kept as all other traces are');
  return true;
}

function otherFiles({ mark }: SourceOption): boolean {
  mark.none('Jaeger v2 has a volume of its own at /badger: traces in the files of v1 stay in v1');
  return true;
}

/** Whether a flag is of a way to log in to Kafka that is not the one that is gone. */
function isOtherKafkaLogin({ key, mark }: SourceOption, role: SourceRole): boolean {
  const [, prefix, kind] =
    /^(kafka\.(?:producer|consumer))\.(kerberos|plaintext|tls)\./.exec(key) ?? [];
  if (prefix === undefined || kind === undefined) return false;
  const login = flagValue(role, `${prefix}.authentication`) ?? 'none';
  const uses = kind === 'tls' ? flagValue(role, `${prefix}.tls.enabled`) === 'true' : false;
  if (login === kind || uses) return false;
  mark.dropped(`${prefix}.authentication is ${login}`);
  return true;
}
