import { isDeepStrictEqual } from 'node:util';
import { elasticsearch } from '../../constructs/elasticsearch/storage.ts';
import { archiveSettings } from '../../constructs/jaeger/v2/storage/indices.ts';
import { refusalOf } from '../../constructs/props/refuse.ts';
import { plainIndexPrefix } from '../../upstream/jaeger/v2/releases.ts';
import { list, own, text } from '../../upstream/values/unknown.ts';
import { type GroupedOption, placeOf, successorRole } from '../carry/flags.ts';
import { resourceIds } from '../carry/pods.ts';
import type { Draft } from '../output/draft.ts';
import {
  flagValue,
  optionsNamed,
  type Source,
  type SourceOption,
  type SourceRole,
} from '../source/component.ts';
import { withoutUsers } from './addresses.ts';

type Props = Record<string, unknown>;

/** Flags that say where an archive is. */
const flags = ['es-archive.server-urls', 'es-archive.index-prefix'];

/** The archive of traces; what it has otherwise than the storage that all others are in stays in the configuration. */
export function carryArchive(
  source: Source,
  options: readonly GroupedOption[],
  storage: Props,
  draft: Draft,
): Props | undefined {
  const reader = source.roles.find(({ name }) => name === 'query' || name === 'allInOne');
  if (reader === undefined || flagValue(reader, 'es-archive.enabled') !== 'true') {
    for (const { mark } of options.filter(({ key }) => key.startsWith('es-archive.'))) {
      mark.dropped('there is no archive without es-archive.enabled');
    }
    return undefined;
  }
  const where = `spec.config.${placeOf('archive', source).join('.')}`;
  for (const { key, mark, value } of options.filter(({ key }) => key.startsWith('es-archive.'))) {
    if (key === 'es-archive.enabled') mark.carried(where);
    else if (flagValue(reader, key.replace('es-archive', 'es')) === value) mark.carried(where);
    else mark.none('the archive of Jaeger v2 is kept as all other traces are');
  }
  carryPlace(source, reader, storage, draft);
  return {};
}

/** Where indices are. */
interface Place {
  readonly serverUrls: readonly string[];
  readonly indexPrefix?: string;
}

function carryPlace(source: Source, reader: SourceRole, storage: Props, draft: Draft): void {
  const given = flags.flatMap((flag) => optionsNamed(source, flag));
  const block = placeOf('archive', source);
  const main = {
    serverUrls: list(storage.serverUrls).map(String),
    indexPrefix: text(storage.indexPrefix),
  };
  const archive = archivePlace(reader, main, draft);
  const isElsewhere = !isDeepStrictEqual(archive, main);
  if (
    isElsewhere &&
    (own(storage.rotation, 'manualRollover') ?? own(storage.rotation, 'autoRollover'))
  ) {
    for (const { mark } of given) {
      mark.none('the jobs that move aliases look after the storage of all other traces alone');
    }
    return;
  }
  for (const { mark } of given) mark.carried(`spec.config.${block.join('.')}`);
  if (!isElsewhere) return;
  const usual = settingsAt(main, draft.release, given);
  for (const [key, value] of Object.entries(settingsAt(archive, draft.release, given))) {
    if (isDeepStrictEqual(value, usual[key])) continue;
    // extraConfig would add servers to those that the construct names
    const pointer = `/spec/config/${[...block, key].join('/')}`;
    draft.patches.push({ child: resourceIds[successorRole[reader.name]], pointer, value });
  }
}

/** Where an archive is: where all other traces are, unless flags say otherwise. */
function archivePlace(reader: SourceRole, main: Place, draft: Draft): Place {
  const urls = flagValue(reader, 'es-archive.server-urls')?.split(',').filter(Boolean) ?? [];
  const { plain, users } = withoutUsers(urls.map((url) => url.trim()));
  if (users.length > 0) {
    draft.note(
      'the server URLs of the archive held a user; Jaeger v2 has the one of all other traces',
    );
  }
  const prefix = plainIndexPrefix(flagValue(reader, 'es-archive.index-prefix') ?? '');
  return {
    serverUrls: plain.length > 0 ? plain : main.serverUrls,
    indexPrefix: prefix || main.indexPrefix,
  };
}

/** Settings of an archive at a place, which the construct refuses where it is none. */
function settingsAt(
  { serverUrls, indexPrefix }: Place,
  release: string,
  given: readonly SourceOption[],
): Readonly<Record<string, unknown>> {
  try {
    return archiveSettings(elasticsearch({ serverUrls: [...serverUrls], indexPrefix }), release);
  } catch (error) {
    const reason = refusalOf(error);
    const [first] = given;
    throw first ? first.mark.refusal(`es-archive: ${reason}`) : error;
  }
}
