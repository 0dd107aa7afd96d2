import { tektonValue } from '../../../model/tekton/tracing.ts';
import {
  tektonObservabilityKeys,
  tektonObservabilityName,
  tektonObservabilitySince,
} from '../../../upstream/tekton/other-settings.ts';
import {
  tektonConfigMapName,
  tektonEnabled,
  tektonNamespace,
} from '../../../upstream/tekton/tracing.ts';
import { record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Tracing keys in `config-observability`, which do not trace pipelines and tasks. */
export const observability: Rule = {
  id: 'tekton/observability',
  severity: 'warning',
  rationale:
    'these keys trace events and notifications only; config-tracing traces PipelineRuns and TaskRuns',
  source: 'tektoncd/pipeline#10276',
  ignoreWhen: 'you want to trace events and notifications, but no PipelineRuns and TaskRuns',
  since: `tektoncd/pipeline ${tektonObservabilitySince}`,
  visit({ tekton, tektonControllers }) {
    const traced = tekton.some((tracing) => tektonEnabled(tektonValue(tracing, 'enabled') ?? ''));
    if (traced) return {};
    const namespaces = new Set([tektonNamespace, ...tektonControllers.map((c) => c.namespace)]);
    return {
      *object({ kind, group, namespace, name, value }) {
        if (kind !== 'ConfigMap' || group !== '' || name !== tektonObservabilityName) return;
        const data = record(value.data);
        const key = Object.keys(data).find((one) => tektonObservabilityKeys.includes(one));
        const off = data['tracing-protocol'] === 'none';
        if (!namespaces.has(namespace) || key === undefined || off) return;
        const message = `${key} does not trace pipelines and tasks, that needs enabled and endpoint in ConfigMap ${tektonConfigMapName}`;
        yield { path: ['data', key], message };
      },
    };
  },
};
