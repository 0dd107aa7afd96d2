import type { KubeObject, ObjectIndex } from '../../model/kubernetes/objects.ts';
import { type Container, envVar, readWorkloads } from '../../model/kubernetes/workloads.ts';
import { type IndexJobKind, indexJobOf } from '../../upstream/elasticsearch/index-jobs.ts';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { isRecord, own, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Draft } from '../output/draft.ts';
import { forEver } from './retention.ts';
import { conditionsOf } from './rollover.ts';

type Props = Record<string, unknown>;

/** A job on indices that somebody has written without the operator. */
interface IndexJob {
  readonly object: KubeObject;
  readonly container: Container;
  readonly kind: IndexJobKind;
  /** What it does, of a job that does several things: `rollover`, `lookback` or `init`. */
  readonly action: string;
}

/** Has indices looked after as the jobs among the manifests do, whose place those of v2 take; it returns these objects. */
export function carryPlainJobs(
  objects: ObjectIndex,
  storage: Props,
  ledgerOf: (object: KubeObject) => Ledger,
  draft: Draft,
): KubeObject[] {
  const jobs = readJobs(objects);
  const manual = isRecord(own(storage.rotation, 'manualRollover'));
  const lifecycle = isRecord(own(storage.rotation, 'autoRollover'));
  const done = jobs.filter((job) => {
    const mark = ledgerOf(job.object).at([]);
    if (job.kind === 'spark-dependencies') return false;
    if (job.kind === 'index-cleaner') {
      const days = Number(job.action);
      if (lifecycle || !Number.isInteger(days) || days < 1 || storage.retentionDays !== undefined) {
        return false;
      }
      storage.retentionDays = days;
      patchSchedule(job, 'IndexCleaner', draft);
      mark.carried('CronJob IndexCleaner');
      return true;
    }
    if (!manual) return false;
    if (job.action === 'rollover') carryRollover(job, storage);
    mark.carried('the jobs that move aliases');
    return true;
  });
  if (manual && storage.retentionDays === undefined) {
    storage.retentionDays = forEver;
    draft.note('indices behind aliases need retentionDays: it is so long that none are deleted');
  }
  return done.map(({ object }) => object);
}

function readJobs(objects: ObjectIndex): IndexJob[] {
  return readWorkloads(objects)
    .filter(({ object }) => object.kind === 'CronJob' || object.kind === 'Job')
    .flatMap(({ object, containers }) =>
      containers.flatMap((container): IndexJob[] => {
        const job = indexJobOf(parseImage(container.image ?? '').repository);
        const words = container.arguments.map((word) => word.text);
        return job ? [{ object, container, kind: job.kind, action: words[0] ?? '' }] : [];
      }),
    );
}

function carryRollover({ object, container }: IndexJob, storage: Props): void {
  const schedule = text(own(object.value.spec, 'schedule'));
  const conditions = envVar(container.env, 'CONDITIONS')?.value;
  const read = conditions === undefined ? undefined : conditionsOf(conditions);
  storage.rotation = {
    manualRollover: { ...(schedule && { schedule }), ...(read && { conditions: read }) },
  };
}

function patchSchedule({ object }: IndexJob, child: string, draft: Draft): void {
  const schedule = text(own(object.value.spec, 'schedule'));
  if (schedule !== undefined) {
    draft.patches.push({ child, pointer: '/spec/schedule', value: schedule });
  }
}
