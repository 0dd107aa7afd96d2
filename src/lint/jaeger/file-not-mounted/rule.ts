import { clientFiles } from '../../../model/elasticsearch/files.ts';
import { type FileReference, jaegerFiles } from '../../../model/jaeger/files.ts';
import { jaegerV2Files } from '../../../model/jaeger/v2-files.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A file that a component or job of Jaeger is told to read, where no volume is mounted. */
export const fileNotMounted: Rule = {
  id: 'jaeger/file-not-mounted',
  severity: 'error',
  rationale:
    'a component fails to start when it cannot open its CA, certificate, token, UI configuration or sampling strategies',
  source:
    'jaeger-operator v1.65.0 pkg/deployment and pkg/cronjob; jaeger v1.51.0 pkg/config/tlscfg; jaeger v2.20.0 cmd/jaeger/internal/extension',
  ignoreWhen:
    'a webhook mounts the file, such as an injector of secrets, or the image that the operator runs contains it',
  *check({ objects, jaegerRoles, collectors, elasticsearchClients }) {
    const files = [
      ...jaegerFiles(objects, jaegerRoles),
      ...collectors.flatMap((collector) => jaegerV2Files(objects, collector)),
      ...clientFiles(objects, elasticsearchClients),
    ].filter(({ found }) => found.status === 'not-mounted' || found.status === 'missing-key');
    const places = groupBy(
      files,
      ({ object, path, found }) => `${object.order} ${path.join(' ')} ${found.status}`,
    );
    for (const references of places.values()) {
      const [first] = references;
      if (!first) continue;
      const { object, path, file, found } = first;
      const readers = listed(new Set(references.map(({ label }) => label)), ' and ');
      yield { object, path, message: `${readers} cannot read '${file}': ${why(found)}` };
    }
  },
};

function why(found: FileReference['found']): string {
  if (found.status !== 'missing-key') return 'no volume is mounted there';
  const { kind, name, key } = found.reference;
  return `${kind} ${name} has no key '${key}'`;
}
