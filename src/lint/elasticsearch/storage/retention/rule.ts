import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { optionOf } from '../../../../model/jaeger/instances.ts';
import { retentionDaysProblem, scheduleProblem } from '../../../../upstream/jaeger/rules.ts';
import { durationProblem, parseGoDuration } from '../../../../upstream/values/duration.ts';
import { number, own, text } from '../../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** Settings of the operator's index jobs that keep them from running, or that do not keep what they promise. */
export const retention: Rule = {
  id: 'storage/retention',
  severity: 'error',
  rationale: 'without a job that runs indices grow until the disk is full',
  source: 'jaeger-operator v1.65.0 pkg/cronjob and pkg/controller/jaeger/jaeger_controller.go',
  *check({ elasticsearchClients, jaegers }) {
    for (const client of elasticsearchClients) {
      if (!client.job) continue;
      yield* scheduleFindings(client);
      if (client.kind === 'index-cleaner') yield* daysFindings(client);
    }
    for (const { object, spec } of jaegers) {
      const readTtl = text(own(own(spec.storage, 'esRollover'), 'readTTL'));
      const problem = readTtl ? durationProblem('readTTL', readTtl) : undefined;
      if (problem === undefined) continue;
      yield {
        object,
        path: ['spec', 'storage', 'esRollover', 'readTTL'],
        message: `${problem}; the operator does nothing for a Jaeger with another one`,
      };
    }
  },
};

function* scheduleFindings({ object, job, label }: ElasticsearchClient): Iterable<Finding> {
  const schedule = text(own(job?.value, 'schedule'));
  const problem = schedule ? scheduleProblem(schedule) : undefined;
  if (problem === undefined || !job) return;
  yield { object, path: [...job.path, 'schedule'], message: `${problem}, in ${label}` };
}

function* daysFindings({ object, job, jaeger }: ElasticsearchClient): Iterable<Finding> {
  if (!job || !jaeger) return;
  const written = own(job.value, 'numberOfDays');
  const days = written ?? 7;
  // anything but whole numbers is told by the schema of the resource
  if (typeof days !== 'number' || !Number.isInteger(days)) return;
  const problem = retentionDaysProblem(days);
  if (problem !== undefined) {
    yield { object, path: [...job.path, 'numberOfDays'], message: problem };
    return;
  }
  const query = jaeger.roles.find(({ name }) => name === 'query' || name === 'allInOne');
  const span = query && optionOf(query, 'es.max-span-age');
  const hours = typeof span?.value === 'string' ? parseGoDuration(span.value) : undefined;
  if (!span || hours === undefined || hours <= days * 24 * 3600e3) return;
  yield {
    object,
    path: span.path,
    message: `es.max-span-age lets traces of ${span.value.toString()} be searched, but the index cleaner deletes them after ${number(written) === undefined ? 'its default of ' : ''}${days} days`,
    severity: 'warning',
  };
}
