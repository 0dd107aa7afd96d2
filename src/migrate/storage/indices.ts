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
import { text } from '../../upstream/values/unknown.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import type { Path } from '../../yaml/locate.ts';
import { liftCa } from '../carry/certificates.ts';
import { configureCredentials, credentialsSecret } from '../carry/credentials.ts';
import { type GroupedOption, placeOf, successorRole } from '../carry/flags.ts';
import type { Draft } from '../output/draft.ts';
import { flagValue, optionsNamed, type Source, type SourceRole } from '../source/component.ts';
import { secretOfUrls, serverUrls } from './addresses.ts';
import { carryArchive } from './archive.ts';

type Props = Record<string, unknown>;

/** Props of an Elasticsearch, of what the flags say; what they do not hold stays in the configuration. */
export function elasticsearchProps(
  source: Source,
  options: readonly GroupedOption[],
  draft: Draft,
): Props {
  const place = placeOf('storage', source);
  const { urls, users } = serverUrls(source, place, draft);
  const props: Props = { serverUrls: urls };
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
  set(
    'secretName',
    secretName(source, options, place, draft) ?? secretOfUrls(source, users, draft),
  );
  Object.assign(props, liftCa(source, [...place, 'tls', 'ca_file'], draft));
  set('rotation', rotation(source, options, place, draft));
  set('archive', carryArchive(source, options, props, draft));
  return props;
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
      if (key === 'es.password') mark.dropped('es.password-file takes precedence');
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
