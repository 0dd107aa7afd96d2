import { indexPrefixProblem } from '../../../../upstream/jaeger/rules.ts';
import type { Rule } from '../../../rule.ts';

/** An index prefix that indices cannot have, or that ends in the dash that Jaeger adds. */
export const indexPrefix: Rule = {
  id: 'storage/index-prefix',
  severity: 'error',
  rationale:
    'Elasticsearch rejects such index names, or the index jobs look for other names than Jaeger writes',
  source: 'Elasticsearch index name rules; jaeger v1.51.0 plugin/storage/es',
  ignoreWhen:
    'the prefix ends in a dash, and no index job uses it; everything else Elasticsearch rejects',
  visit() {
    const seen = new Set<string>();
    return {
      *elasticsearchClient({ kind, indexPrefix: prefix = '', prefixLocation, object, workload }) {
        if (prefix === '' || /\$[({]/.test(prefix)) return;
        const release = kind === 'jaeger-v2' ? 'v2' : 'v1';
        const message = indexPrefixProblem(prefix, release);
        // components and jobs of one Jaeger take the prefix from one place
        const key = `${object.order} ${prefixLocation.path.join(' ')}`;
        if (message === undefined || seen.has(key)) return;
        seen.add(key);
        const meant = prefix.toLowerCase().replace(/(?<!-)-+$/, '');
        yield {
          ...prefixLocation,
          path: workload ? valuePath(prefixLocation.path) : prefixLocation.path,
          message,
          fix: meant !== '' && indexPrefixProblem(meant) === undefined ? meant : undefined,
        };
      },
    };
  },
};

/** The value of an environment variable; flags have theirs in the text itself. */
function valuePath(path: readonly (string | number)[]): readonly (string | number)[] {
  return path.at(-2) === 'env' ? [...path, 'value'] : path;
}
