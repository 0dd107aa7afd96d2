import type { Jaeger } from '../../model/jaeger/instances.ts';
import { at, isRecord, record } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Ledger } from '../account/ledger.ts';
import { escaped } from '../carry/pods.ts';
import type { Draft } from '../output/draft.ts';
import type { PodField, PodSetting } from '../source/component.ts';
import { settingsOf } from '../source/custom-resource.ts';
import { fittingMemoryLimit, impliedRequests } from '../source/resources.ts';

/** Ids of the jobs' nodes in the construct, by the part of a Jaeger that is about them. */
const jobIds = { esIndexCleaner: ['IndexCleaner'], esRollover: ['Rollover', 'Lookback'] } as const;

/** Parts of `spec.storage` that are about jobs. */
export type JobPart = keyof typeof jobIds;

const pod = '/spec/jobTemplate/spec/template';

/** What jobs of the construct may use. */
const memoryLimit = '128Mi';

const fieldPointers: Readonly<Record<string, string>> = {
  schedule: '/spec/schedule',
  successfulJobsHistoryLimit: '/spec/successfulJobsHistoryLimit',
  ttlSecondsAfterFinished: '/spec/jobTemplate/spec/ttlSecondsAfterFinished',
  backoffLimit: '/spec/jobTemplate/spec/backoffLimit',
  priorityClassName: `${pod}/spec/priorityClassName`,
};

/** Where in a CronJob a setting of pods stands; a list takes more entries at its end. */
const podPointers: Readonly<Partial<Record<PodField, string>>> = {
  affinity: `${pod}/spec/affinity`,
  tolerations: `${pod}/spec/tolerations/-`,
  imagePullSecrets: `${pod}/spec/imagePullSecrets/-`,
  serviceAccount: `${pod}/spec/serviceAccountName`,
  podSecurityContext: `${pod}/spec/securityContext`,
  securityContext: `${pod}/spec/containers/0/securityContext`,
  imagePullPolicy: `${pod}/spec/containers/0/imagePullPolicy`,
  podAnnotations: `${pod}/metadata/annotations`,
  labels: `${pod}/metadata/labels`,
  limits: `${pod}/spec/containers/0/resources/limits`,
  requests: `${pod}/spec/containers/0/resources/requests`,
};

/** Gives the jobs of a part of a Jaeger what the operator gave them. */
export function carryJob(
  { object, spec }: Pick<Jaeger, 'object' | 'spec'>,
  part: JobPart,
  ledger: Ledger,
  draft: Draft,
  told: readonly string[] = [],
): void {
  const path = ['spec', 'storage', part];
  const job = record(at(spec, 'storage', part));
  for (const child of jobIds[part]) {
    for (const [field, pointer] of Object.entries(fieldPointers)) {
      const value = job[field];
      if (value === undefined || value === null || told.includes(field)) continue;
      draft.patches.push({ child, pointer, value });
      ledger
        .at([...path, field])
        .carried(`${pointer.slice(1).replaceAll('/', '.')} of CronJob ${child}`);
    }
    const settings = settingsOf(object.value, [path, ['spec']], ledger);
    for (const setting of settings) patchPod(setting, child, draft);
    fitResources(settings, child, draft);
  }
  if (job.livenessProbe !== undefined) {
    ledger.at([...path, 'livenessProbe']).dropped('a job has no probe');
  }
}

/** Requests and limits of the construct give way to those of v1, so that no pod requests more than it may use. */
function fitResources(settings: readonly PodSetting[], child: string, draft: Draft): void {
  for (const { key = '', value } of impliedRequests(settings)) {
    draft.patches.push({ child, pointer: `${podPointers.requests}/${escaped(key)}`, value });
  }
  const memory = fittingMemoryLimit(settings, memoryLimit) ?? memoryLimit;
  if (memory !== memoryLimit) {
    draft.patches.push({ child, pointer: `${podPointers.limits}/memory`, value: memory });
  }
}

function patchPod({ field, key, value, mark }: PodSetting, child: string, draft: Draft): void {
  const pointer = podPointers[field];
  if (pointer === undefined) {
    mark.none('the jobs of Jaeger v2 have the volume of the CA alone');
    return;
  }
  // of a context, one field at a time, since others are the construct's
  const entries: [string, unknown][] =
    field === 'securityContext' && isRecord(value)
      ? Object.entries(value).map(([name, part]) => [`${pointer}/${escaped(name)}`, part])
      : [[key === undefined ? pointer : `${pointer}/${escaped(key)}`, value]];
  for (const [place, part] of entries) draft.patches.push({ child, pointer: place, value: part });
  mark.carried(`${pointer.slice(1).replaceAll('/', '.')} of CronJob ${child}`);
}

/** Says of the fields of a part of a Jaeger that there is no job that they are for. */
export function dropJob({ spec }: Jaeger, part: JobPart, because: string, ledger: Ledger): void {
  const path: Path = ['spec', 'storage', part];
  for (const field of Object.keys(record(at(spec, 'storage', part)))) {
    ledger.at([...path, field]).dropped(because);
  }
}

/** Says of all jobs that the storage has no indices that they would look after. */
export function dropJobs(jaeger: Jaeger, ledger: Ledger): void {
  const because = `storage ${jaeger.strategy.storage} has no indices`;
  for (const part of ['esIndexCleaner', 'esRollover'] as const)
    dropJob(jaeger, part, because, ledger);
}
