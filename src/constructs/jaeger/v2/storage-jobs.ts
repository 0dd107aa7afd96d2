import type { Construct } from 'constructs';
import { jaegerV2Names } from '../../../upstream/jaeger/v2/names.ts';
import { jaegerV2Images } from '../../../upstream/jaeger/v2/servers.ts';
import { behindAliases } from '../../elasticsearch/access.ts';
import { isIndexStorage } from '../../elasticsearch/storage.ts';
import { addDependenciesJob } from '../dependencies-job.ts';
import {
  addIndexCleaner,
  addRollover,
  addRolloverInit,
  aliasesContainer,
  type IndexJobs,
} from '../index-jobs.ts';
import type { Part } from './parts.ts';
import type { NamedJaegerV2Props } from './props.ts';

/**
 * Adds what looks after the storage: Jaeger v2 alone deletes no indices, makes no aliases, and computes no service graph of
 * what is stored.
 */
export function addStorageJobs(scope: Construct, props: NamedJaegerV2Props): void {
  const { storage, dependenciesImage: image, namespace } = props;
  if (image !== undefined && (isIndexStorage(storage) || storage.type === 'cassandra')) {
    const name = jaegerV2Names(props.name).dependencies;
    addDependenciesJob(scope, name, {
      namespace,
      storage,
      image,
      pod: props.pods?.dependencies ?? {},
    });
  }
  const jobs = indexJobs(props);
  if (jobs === undefined) return;
  const names = jaegerV2Names(props.name);
  addRolloverInit(scope, names.esRolloverInit(props.version), jobs);
  addRollover(scope, names, jobs);
  addIndexCleaner(scope, names.esIndexCleaner, jobs);
}

/** What a pod waits for before Jaeger starts: aliases, or its first span would make an index of that name. */
export function initContainers(props: NamedJaegerV2Props, { stores, queries }: Part) {
  // beside Jaeger, and so no matter of the pods of jobs
  const jobs = indexJobs({ ...props, pods: undefined });
  if (jobs === undefined || !behindAliases(jobs.storage)) return undefined;
  const written = [
    ...(stores ? [false] : []),
    // users archive by what queries
    ...(queries && jobs.storage.archive ? [true] : []),
  ];
  return written.length === 0
    ? undefined
    : written.map((archive) => aliasesContainer(jobs, archive));
}

function indexJobs(props: NamedJaegerV2Props): IndexJobs | undefined {
  const { storage, namespace, version, sampling } = props;
  if (!isIndexStorage(storage)) return undefined;
  const images = jaegerV2Images(version);
  return {
    namespace,
    storage,
    indexCleanerImage: props.indexCleanerImage ?? images.indexCleaner,
    rolloverImage: props.rolloverImage ?? images.rollover,
    sampling: sampling?.adaptive !== undefined,
    pod: props.pods?.jobs ?? {},
  };
}
