import { elasticsearch } from '../../constructs/elasticsearch/storage.ts';
import { indexPrefixProblem } from '../../upstream/jaeger/rules.ts';
import { indexKinds } from '../../upstream/jaeger/successors/elasticsearch.ts';
import {
  lifecyclePolicy,
  rotationFlags,
  rotationOf,
} from '../../upstream/jaeger/successors/rotation.ts';
import { plainIndexPrefix } from '../../upstream/jaeger/v2/releases.ts';
import { literal } from '../../upstream/jaeger/v2/servers.ts';
import { rotationSince } from '../../upstream/jaeger/v2/settings/releases.ts';
import { list, text } from '../../upstream/values/unknown.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import type { Path } from '../../yaml/locate.ts';
import { liftCa } from '../carry/certificates.ts';
import { configureCredentials, credentialsSecret } from '../carry/credentials.ts';
import { type GroupedOption, placeOf, successorRole } from '../carry/flags.ts';
import type { Draft } from '../output/draft.ts';
import { flagValue, optionsNamed, type Source, type SourceRole } from '../source/component.ts';

type Props = Record<string, unknown>;

/** Props of an Elasticsearch, of what the flags say; what they do not hold stays in the configuration. */
export function elasticsearchProps(
  source: Source,
  options: readonly GroupedOption[],
  draft: Draft,
): Props {
  const place = placeOf('storage', source);
  const props: Props = { serverUrls: serverUrls(source, place, draft) };
  const set = (name: string, value: unknown) => {
    if (value !== undefined) props[name] = value;
  };
  set('indexPrefix', indexPrefix(source, place, draft));
  for (const count of ['shards', 'replicas']) {
    const [first] = indexKinds.map((kind) => draft.lift([...place, 'indices', kind, count]));
    set(count, first);
  }
  const makesTemplates = [...place, 'create_mappings'];
  if (draft.configured('collector', makesTemplates) === true) {
    draft.unconfigure('collector', makesTemplates);
  }
  set('secretName', secretName(source, options, place, draft));
  Object.assign(props, liftCa(source, [...place, 'tls', 'ca_file'], draft));
  set('rotation', rotation(source, options, place, draft));
  set('archive', archive(source, options));
  return props;
}

function serverUrls(source: Source, place: Path, draft: Draft): string[] {
  const setting = [...place, 'server_urls'];
  const [option] = optionsNamed(source, 'es.server-urls');
  const urls = list(draft.lift(setting)).map((url) => `${url}`.replaceAll('$$', '$'));
  for (const role of ['collector', 'query'] as const) {
    if (draft.configured(role, setting) === undefined) continue;
    draft.unconfigure(role, setting);
    draft.note(
      `${role} had other server URLs than what writes; all of Jaeger v2 has those of what writes`,
    );
  }
  if (option === undefined) {
    throw source.refusal(
      'es.server-urls must name an Elasticsearch that stays, got none: the operator asked OpenShift for one, which goes with the Jaeger',
    );
  }
  const plain = urls.map((url) => url.replace(/^(https?:\/\/)[^/@]*@/i, '$1'));
  if (plain.some((url, index) => url !== urls[index])) {
    draft.first(
      'Put user and password, which the server URLs held, into a Secret, and name it by secretName',
    );
  }
  try {
    elasticsearch({ serverUrls: plain });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw option.mark.refusal(reason.replace(/^serverUrls/, 'es.server-urls'));
  }
  return plain;
}

function indexPrefix(source: Source, place: Path, draft: Draft): string | undefined {
  const prefix = text(draft.lift([...place, 'indices', 'index_prefix']));
  if (prefix === undefined || prefix === '') return undefined;
  const plain = plainIndexPrefix(prefix);
  const problem = indexPrefixProblem(plain);
  const [option] = optionsNamed(source, 'es.index-prefix');
  if (problem !== undefined && option) throw option.mark.refusal(problem);
  if (plain !== prefix) {
    draft.note(
      `the index prefix ends in a dash, which Jaeger doubled before its release 1.62: look whether there are indices ${plain}--jaeger-span-*`,
    );
  }
  return plain;
}

function secretName(
  source: Source,
  options: readonly GroupedOption[],
  place: Path,
  draft: Draft,
): string | undefined {
  const credentials = options.filter(({ key }) => /^es\.(?:username|password)$/.test(key));
  const basic = [...place, 'auth', 'basic'];
  if (optionsNamed(source, 'es.password-file').length > 0) {
    for (const option of credentials) {
      const { key, value, mark, role } = option;
      if (key === 'es.password') mark.dropped('es.password-file stands over it');
      else if (value === undefined) configureCredentials([option], basic, draft);
      else {
        draft.configure(successorRole[role.name], [...basic, 'username'], literal(value));
        mark.carried(`spec.config.${[...basic, 'username'].join('.')}`);
      }
    }
    return undefined;
  }
  const secret = credentialsSecret(
    { options: credentials, server: 'elasticsearch', keys: ['ES_USERNAME', 'ES_PASSWORD'] },
    draft,
  );
  if (secret === undefined) configureCredentials(credentials, basic, draft);
  return secret;
}

/** How indices take turns; those of which one kind does otherwise than the others stay in the configuration. */
function rotation(
  source: Source,
  options: readonly GroupedOption[],
  place: Path,
  draft: Draft,
): Props | undefined {
  const writer = writerOf(source);
  const found = rotationOf((flag) => writer && flagValue(writer, `es.${flag}`));
  const where = `spec.config.${[...place, 'indices', 'spans', 'rotation'].join('.')}`;
  for (const { key, mark } of options) {
    if (rotationFlags.some((flag) => key === `es.${flag}`)) mark.carried(where);
  }
  if (found.by === 'aliases') return { manualRollover: {} };
  if (found.by === 'lifecycle') return { autoRollover: { policyName: lifecyclePolicy } };
  const { separator, hourly } = found;
  if (hourly.length > 0) keepDaily(source, separator, hourly, place, draft);
  const periodic = {
    ...(separator !== '-' && { dateSeparator: separator }),
    ...(hourly.length > 0 && { rolloverFrequency: 'hour' }),
  };
  return Object.keys(periodic).length === 0 ? undefined : { periodic };
}

/** Kinds of indices of which there is one each day stay so, where there is one of others each hour. */
function keepDaily(
  { roles, strategy }: Source,
  separator: string,
  hourly: readonly string[],
  place: Path,
  draft: Draft,
): void {
  const periodic = {
    date_layout: ['2006', '01', '02'].join(separator),
    rollover_frequency: 'day',
  };
  const isNested = isAtLeast(draft.release, rotationSince);
  const daily = ['spans', 'services', 'sampling'].filter((kind) => !hourly.includes(kind));
  const users = roles.filter(({ name }) => name !== 'collector' || strategy !== 'streaming');
  for (const { name } of users) {
    for (const kind of daily) {
      const indices = [...place, 'indices', kind];
      const setting = isNested ? [...indices, 'rotation', 'periodic'] : indices;
      draft.configure(successorRole[name], setting, periodic);
    }
  }
}

/** The component that writes into the storage. */
function writerOf({ roles }: Source): SourceRole | undefined {
  const names = ['ingester', 'collector', 'allInOne', 'query'];
  return names.map((name) => roles.find((role) => role.name === name)).find((role) => role);
}

/** The archive of traces, which is in the storage that all others are in. */
function archive(source: Source, options: readonly GroupedOption[]): Props | undefined {
  const reader = source.roles.find(({ name }) => name === 'query' || name === 'allInOne');
  const enabled = reader !== undefined && flagValue(reader, 'es-archive.enabled') === 'true';
  const where = `spec.config.${placeOf('archive', source).join('.')}`;
  for (const { key, mark, value } of options.filter(({ key }) => key.startsWith('es-archive.'))) {
    if (!enabled) mark.dropped('there is no archive without es-archive.enabled');
    else if (key === 'es-archive.enabled') mark.carried(where);
    else if (flagValue(reader, key.replace('es-archive', 'es')) === value) mark.carried(where);
    else mark.none('the archive of Jaeger v2 is kept as all other traces are');
  }
  return enabled ? {} : undefined;
}
