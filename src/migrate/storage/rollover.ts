import type { Jaeger } from '../../model/jaeger/instances.ts';
import { parseGoDuration } from '../../upstream/values/duration.ts';
import { at, isRecord, own, record, scalarText, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Draft } from '../output/draft.ts';
import { carryJob, dropJob } from './jobs.ts';

type Props = Record<string, unknown>;

/** Has aliases moved as the operator of Jaeger v1 had them moved. */
export function carryRollover(jaeger: Jaeger, storage: Props, ledger: Ledger, draft: Draft): void {
  const skips = scalarText(at(jaeger.spec, 'storage', 'options', 'skip-dependencies'));
  const skip = ledger.at(['spec', 'storage', 'options', 'skip-dependencies']);
  if (!isRecord(own(storage.rotation, 'manualRollover'))) {
    dropJob(jaeger, 'esRollover', 'indices are not behind aliases that jobs move', ledger);
    if (skips !== undefined) skip.dropped('no job moves aliases');
    return;
  }
  const rollover = record(at(jaeger.spec, 'storage', 'esRollover'));
  storage.rotation = { manualRollover: manualRollover(rollover, ledger) };
  carryReadTtl(rollover, storage, ledger, draft);
  if (skips !== undefined) {
    const variable = { name: 'SKIP_DEPENDENCIES', value: skips };
    for (const [child, pointer] of containers) {
      draft.patches.push({ child, pointer: `${pointer}/env/-`, value: variable });
    }
    skip.carried('SKIP_DEPENDENCIES of the jobs');
  }
  carryJob(jaeger, 'esRollover', ledger, draft, ['schedule', 'conditions', 'readTTL']);
}

const container = '/spec/jobTemplate/spec/template/spec/containers/0';
const containers = [
  ['Rollover', container],
  ['Lookback', container],
  ['RolloverInit', '/spec/template/spec/containers/0'],
] as const;

function manualRollover(rollover: Props, ledger: Ledger): Props {
  const path = ['spec', 'storage', 'esRollover'];
  const manual: Props = {};
  const schedule = text(rollover.schedule);
  if (schedule !== undefined) {
    manual.schedule = schedule;
    ledger.at([...path, 'schedule']).carried('storage.rotation.manualRollover.schedule');
  }
  const conditions = text(rollover.conditions);
  if (conditions !== undefined) {
    const mark = ledger.at([...path, 'conditions']);
    const read = conditionsOf(conditions);
    if (read === undefined) mark.none(`the job cannot read its conditions, got '${conditions}'`);
    else {
      manual.conditions = read;
      mark.carried('storage.rotation.manualRollover.conditions');
    }
  }
  return manual;
}

/** Conditions of a rollover as props have them; undefined where a job could not read them. */
export function conditionsOf(conditions: string): Props | undefined {
  try {
    const read: unknown = JSON.parse(conditions);
    return isRecord(read) && Object.keys(read).length > 0 ? read : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How long indices are found: the operator told the job in hours, minutes or seconds. */
function carryReadTtl(rollover: Props, storage: Props, ledger: Ledger, draft: Draft): void {
  const ttl = text(rollover.readTTL);
  if (ttl === undefined) {
    draft.note(
      `the job es-lookback took all but the last day out of searches; that of Jaeger v2 leaves ${storage.retentionDays} days`,
    );
    return;
  }
  const mark = ledger.at(['spec', 'storage', 'esRollover', 'readTTL']);
  const milliseconds = parseGoDuration(ttl);
  if (milliseconds === undefined) {
    mark.none(`it is no duration, got '${ttl}'`);
    return;
  }
  mark.carried('CronJob Lookback, UNIT and UNIT_COUNT');
  const days = milliseconds / (24 * 3600e3);
  if (days === storage.retentionDays) return;
  const [unit, length] = (
    [
      ['hours', 3600e3],
      ['minutes', 60e3],
    ] as const
  ).find(([, length]) => milliseconds % length === 0) ?? ['seconds', 1e3];
  draft.patches.push(
    { child: 'Lookback', pointer: `${container}/env/[UNIT]/value`, value: unit },
    {
      child: 'Lookback',
      pointer: `${container}/env/[UNIT_COUNT]/value`,
      value: `${Math.round(milliseconds / length)}`,
    },
  );
}
