import { readEmbedded } from '../../../model/kubernetes/embedded.ts';
import {
  tektonExampleHeadline,
  tektonExampleKey,
} from '../../../upstream/tekton/other-settings.ts';
import {
  tektonConfigTracingSince,
  tektonDefaultEndpoints,
} from '../../../upstream/tekton/tracing.ts';
import { own, scalarText, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Settings that stand in the text `_example`, which nobody reads. */
export const exampleBlock: Rule = {
  id: 'tekton/example-block',
  severity: 'error',
  rationale: 'the controller never reads the _example key, so nothing is traced',
  source: 'tektoncd/pipeline v1.15.0 config/config-tracing.yaml',
  ignoreWhen: 'tracing should stay off, and somebody has only adapted the example for later',
  since: `tektoncd/pipeline ${tektonConfigTracingSince}`,
  visit: () => ({
    *tekton({ data, prefix }) {
      const block = text(own(data, tektonExampleKey));
      if (prefix || block === undefined || own(data, 'enabled') !== undefined) return;
      if (!isOwn(block)) return;
      const message = 'enabled and endpoint must be keys of data, got them inside _example';
      yield { path: [tektonExampleKey], message };
    },
  }),
};

// Tekton ships a block of its own, under a headline and with its default endpoint
function isOwn(block: string): boolean {
  const { value } = readEmbedded(block);
  const endpoint = text(own(value, 'endpoint'));
  if (endpoint !== undefined && !tektonDefaultEndpoints.includes(endpoint)) return true;
  return scalarText(own(value, 'enabled')) === 'true' && !block.includes(tektonExampleHeadline);
}
