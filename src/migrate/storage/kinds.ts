import { parseGoDuration } from '../../upstream/values/duration.ts';
import { text } from '../../upstream/values/unknown.ts';
import { type GroupedOption, placeOf } from '../carry/flags.ts';
import type { Draft } from '../output/draft.ts';
import type { Source } from '../source/component.ts';
import { elasticsearchProps } from './indices.ts';
import { cassandraProps, remoteProps } from './servers.ts';

type Props = Record<string, unknown>;

/** The storage of a Jaeger v2, with what its props do not hold left in the configuration. */
export interface StorageDraft {
  /** Name of the function that makes it. */
  readonly type: string;
  readonly props: Props;
}

/** Makes the storage of what the flags say. */
export function carryStorage(
  source: Source,
  options: readonly GroupedOption[],
  draft: Draft,
): StorageDraft {
  for (const { group, mark } of options) {
    if (group === 'storage-type') mark.carried('spec.config.extensions.jaeger_storage');
  }
  switch (source.storage) {
    case 'elasticsearch':
      return {
        type: source.backend ?? 'elasticsearch',
        props: elasticsearchProps(source, options, draft),
      };
    case 'badger':
      return { type: 'badger', props: badgerProps(source, draft) };
    case 'memory':
      return { type: 'memory', props: memoryProps(source, draft) };
    case 'cassandra':
      return { type: 'cassandra', props: cassandraProps(source, options, draft) };
    case 'grpc-plugin':
      return { type: 'remoteStorage', props: remoteProps(source, options, draft) };
    case 'kafka':
      throw source.refusal(
        'storage kafka can only be written to: strategy streaming has the storage behind it',
      );
  }
}

const volumeSize = '10Gi';

function badgerProps(source: Source, draft: Draft): Props {
  const setting = [...placeOf('storage', source), 'ttl', 'spans'];
  const days = (parseGoDuration(text(draft.lift(setting)) ?? '72h') ?? 0) / (24 * 3600e3);
  draft.note(
    `Badger starts with new files, on a volume of ${volumeSize} (prop volumeSize); only v1 finds what v1 has stored`,
  );
  return { volumeSize, ...(days >= 1 && { retentionDays: Math.round(days) }) };
}

function memoryProps(source: Source, draft: Draft): Props {
  const most = draft.lift([...placeOf('storage', source), 'max_traces']);
  draft.note('spans in memory are lost when v1 is deleted, and whenever the pod of v2 is');
  return most === undefined ? {} : { maxTraces: most };
}
