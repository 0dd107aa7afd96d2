import { tektonValue } from '../../../model/tekton/tracing.ts';
import { tektonEnabled } from '../../../upstream/tekton/tracing.ts';
import { record, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Tracing keys in `config-observability`, which do not trace pipelines and tasks. */
export const observability: Rule = {
  id: 'tekton/observability',
  severity: 'warning',
  rationale:
    'these keys trace events and notifications; runs of pipelines and tasks are traced by config-tracing',
  source: 'tektoncd/pipeline#10276',
  *check({ objects, tekton, tektonControllers }) {
    const traced = tekton.some((tracing) => tektonEnabled(tektonValue(tracing, 'enabled') ?? ''));
    if (traced) return;
    const namespaces = new Set(['tekton-pipelines', ...tektonControllers.map((c) => c.namespace)]);
    for (const object of objects.ofKind('ConfigMap', '')) {
      if (object.name !== 'config-observability' || !namespaces.has(object.namespace)) continue;
      const data = record(object.value.data);
      const protocol = text(data['tracing-protocol']);
      const [key] = Object.keys(data).filter((name) => /^tracing-(protocol|endpoint)$/.test(name));
      if (key === undefined || protocol === 'none') continue;
      yield {
        object,
        path: ['data', key],
        message: `${key} does not trace pipelines and tasks, that needs enabled and endpoint in ConfigMap config-tracing`,
      };
    }
  },
};
