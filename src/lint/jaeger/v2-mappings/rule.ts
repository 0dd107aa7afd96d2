import { usesOf } from '../../../model/jaeger/v2-storages.ts';
import { at, own, record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** What writes an index for each day, without the templates that these need. */
export const v2Mappings: Rule = {
  id: 'jaeger/v2-mappings',
  severity: 'warning',
  rationale:
    'without an index template Elasticsearch guesses the field types, and the UI cannot search the index',
  ignoreWhen:
    'somebody else creates the templates, such as an administrator with `jaeger elasticsearch-mappings`, or a Jaeger outside the manifests',
  source:
    'jaeger v2.20.0 on Elasticsearch 7.17 with create_mappings false; internal/storage/elasticsearch/config/config.go',
  visit({ elasticsearchClients, jaegerRoles }) {
    // the templates of v1, and those of es-rollover, are as good
    const others =
      jaegerRoles.length > 0 || elasticsearchClients.some(({ kind }) => kind === 'rollover');
    return {
      *component({ kind, type, settings }, { config }) {
        if (others || kind !== 'extensions' || type !== 'jaeger_storage') return;
        for (const [name, backend] of Object.entries(record(settings.backends))) {
          if (!usesOf(config, 'backends', name).has('write')) continue;
          for (const product of ['elasticsearch', 'opensearch']) {
            if (!lacksTemplates(own(backend, product))) continue;
            yield {
              path: ['backends', name, product, 'create_mappings'],
              message: `create_mappings must not be false in ${name}, whose daily indices need templates`,
            };
          }
        }
      },
    };
  },
};

/** Whether indices are made by Jaeger itself, day by day, and no template with them. */
function lacksTemplates(settings: unknown): boolean {
  if (own(settings, 'create_mappings') !== false || own(settings, 'use_aliases') === true) {
    return false;
  }
  const rotation = record(at(settings, 'indices', 'spans', 'rotation'));
  return !['manual_rollover', 'auto_rollover'].some((key) => (rotation[key] ?? null) !== null);
}
