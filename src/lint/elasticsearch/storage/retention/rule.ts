import type { OperatedIndexJob } from '../../../../model/elasticsearch/index-jobs.ts';
import type { Jaeger } from '../../../../model/jaeger/instances.ts';
import { optionOf } from '../../../../model/jaeger/roles.ts';
import {
  defaultRetentionDays,
  retentionDaysProblem,
  scheduleProblem,
} from '../../../../upstream/jaeger/rules.ts';
import { durationProblem, parseGoDuration } from '../../../../upstream/values/duration.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { at, number, own, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** Settings of the operator's index jobs that keep them from running, or that do not keep what they promise. */
export const retention: Rule = {
  id: 'storage/retention',
  severity: 'error',
  rationale: 'unless a job deletes old indices, they grow until the disk is full',
  source: 'jaeger-operator v1.65.0 pkg/cronjob and pkg/controller/jaeger/jaeger_controller.go',
  ignoreWhen:
    'something else deletes old indices, such as index lifecycle management (ILM) of Elasticsearch, and the job need not run',
  visit: () => ({
    *elasticsearchClient({ job, jaeger, kind, label }) {
      if (!job) return;
      yield* scheduleProblems(job, label);
      if (kind === 'index-cleaner' && jaeger) yield* daysProblems(job, jaeger);
    },
    *jaeger({ spec }) {
      const readTtl = text(at(spec, 'storage', 'esRollover', 'readTTL'));
      const problem = readTtl ? durationProblem('readTTL', readTtl) : undefined;
      if (problem === undefined) return;
      yield {
        path: ['spec', 'storage', 'esRollover', 'readTTL'],
        message: `${problem}; otherwise the operator does nothing for this Jaeger`,
      };
    },
  }),
};

function* scheduleProblems({ value, path }: OperatedIndexJob, label: string): Iterable<Problem> {
  const schedule = text(own(value, 'schedule'));
  const problem = schedule ? scheduleProblem(schedule) : undefined;
  if (problem === undefined) return;
  yield { path: [...path, 'schedule'], message: `${problem}, in ${label}` };
}

function* daysProblems({ value, path }: OperatedIndexJob, jaeger: Jaeger): Iterable<Problem> {
  const written = own(value, 'numberOfDays');
  const days = written ?? defaultRetentionDays;
  // anything but whole numbers is told by the schema of the resource
  if (typeof days !== 'number' || !Number.isInteger(days)) return;
  const message = retentionDaysProblem(days);
  if (message !== undefined) {
    yield { path: [...path, 'numberOfDays'], message };
    return;
  }
  const query = jaeger.roles.find(({ name }) => name === 'query' || name === 'allInOne');
  const span = query && optionOf(query, 'es.max-span-age');
  const age = typeof span?.value === 'string' ? parseGoDuration(span.value) : undefined;
  if (!span || age === undefined || age <= days * 24 * 3600e3) return;
  yield {
    path: span.path,
    message: `es.max-span-age lets traces of ${span.value.toString()} be searched, but the index cleaner deletes them after ${number(written) === undefined ? 'its default of ' : ''}${days} days`,
    severity: 'warning',
  };
}
