import type { Jaeger } from '../../model/jaeger/instances.ts';
import { longestDays, parseGoDuration } from '../../upstream/values/duration.ts';
import { at, isRecord, number, own, record, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import { placeOf } from '../carry/flags.ts';
import type { Draft } from '../output/draft.ts';
import type { Source } from '../source/component.ts';
import { carryJob, dropJob } from './jobs.ts';

type Props = Record<string, unknown>;

// source: jaeger-operator v1.65.0 apis/v1/jaeger_types.go
const defaultDays = 7;
/** The longest time in days that Jaeger can read, and longer than there have been traces. */
export const forEver = longestDays;

/** Keeps spans, and finds them, for as long as the operator of Jaeger v1 had it. */
export function carryRetention(
  jaeger: Jaeger,
  source: Source,
  storage: Props,
  ledger: Ledger,
  draft: Draft,
): void {
  const days = daysKept(jaeger, storage, ledger, draft);
  carrySpanAge(source, storage, draft);
  if (days !== undefined && days !== forEver) carryJob(jaeger, 'esIndexCleaner', ledger, draft);
  else dropJob(jaeger, 'esIndexCleaner', 'there is no job that deletes indices', ledger);
}

function daysKept(
  { spec }: Jaeger,
  storage: Props,
  ledger: Ledger,
  draft: Draft,
): number | undefined {
  const path = ['spec', 'storage', 'esIndexCleaner'];
  const cleaner = record(at(spec, 'storage', 'esIndexCleaner'));
  const mark = ledger.at([...path, 'enabled']);
  const days = ledger.at([...path, 'numberOfDays']);
  const given = number(cleaner.numberOfDays) ?? defaultDays;
  const manual = isRecord(own(storage.rotation, 'manualRollover'));
  if (isRecord(own(storage.rotation, 'autoRollover'))) {
    for (const one of [mark, days])
      one.none('the lifecycle policy deletes indices, and no job does');
    return undefined;
  }
  if (cleaner.enabled === false) {
    mark.carried('that no job deletes indices');
    days.dropped('no job deletes indices');
    if (!manual) return undefined;
    draft.note('indices behind aliases need retentionDays: it is so long that none are deleted');
    storage.retentionDays = forEver;
    return forEver;
  }
  mark.carried('CronJob IndexCleaner');
  if (given < 1) days.none(`Jaeger v2 keeps spans for a day at least, got ${given}`);
  else days.carried('storage.retentionDays, the days of the index cleaner');
  storage.retentionDays = Math.max(1, given);
  return Math.max(1, given);
}

/** How far queries look back: as far as before where that was said, and else as long as spans are kept. */
export function carrySpanAge(source: Source, storage: Props, draft: Draft): void {
  const setting = [...placeOf('storage', source), 'max_span_age'];
  const days = number(storage.retentionDays);
  const age = text(draft.lift(setting));
  const kept = days === undefined ? undefined : days * 24 * 3600e3;
  const isSplit = source.roles.length > 1;
  if (age === undefined) {
    if (kept !== undefined && storage.rotation === undefined) {
      draft.note(
        `queries look back ${days} days, as long as spans are kept; those of v1 looked back 72 hours`,
      );
    }
  } else if (parseGoDuration(age) !== kept) {
    draft.configure(isSplit ? 'query' : 'collector', setting, age);
  }
}
