import { readEmbedded } from '../../../model/kubernetes/embedded.ts';
import { tektonDefaultEndpoint } from '../../../upstream/tekton/tracing.ts';
import { own, scalarText, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Settings that stand in the text `_example`, which nobody reads. */
export const exampleBlock: Rule = {
  id: 'tekton/example-block',
  severity: 'error',
  rationale: 'the controller never reads _example, so that nothing is traced',
  source: 'tektoncd/pipeline v1.15.0 config/config-tracing.yaml',
  *check({ tekton }) {
    for (const { object, path, data, prefix } of tekton) {
      const block = text(own(data, '_example'));
      if (prefix || block === undefined || own(data, 'enabled') !== undefined) continue;
      if (!isOwn(block)) continue;
      yield {
        object,
        path: [...path, '_example'],
        message:
          'enabled and endpoint must stand in data themselves, got them in the text _example',
      };
    }
  },
};

const shipped = [tektonDefaultEndpoint('0.52.0'), tektonDefaultEndpoint('1.11.0')];

// Tekton ships a block of its own, under a headline and with its default endpoint
function isOwn(block: string): boolean {
  const { value } = readEmbedded(block);
  const endpoint = text(own(value, 'endpoint'));
  if (endpoint !== undefined && !shipped.includes(endpoint)) return true;
  return scalarText(own(value, 'enabled')) === 'true' && !block.includes('EXAMPLE CONFIGURATION');
}
