import { keysOf } from '../../../model/kubernetes/files.ts';
import { tektonPath, tektonValue } from '../../../model/tekton/tracing.ts';
import { tektonCredentialsKeys, tektonNamespace } from '../../../upstream/tekton/tracing.ts';
import type { Rule } from '../../rule.ts';

/** A Secret with credentials that lacks its keys, or is in another namespace than the controller. */
export const credentials: Rule = {
  id: 'tekton/credentials',
  severity: 'error',
  rationale:
    'without username and password in a Secret beside the controller, tracing is not set up',
  source: 'tektoncd/pipeline v1.15.0 pkg/tracing/tracing.go',
  *check({ tekton, objects }) {
    for (const tracing of tekton) {
      const name = tektonValue(tracing, 'credentialsSecret');
      if (!name) continue;
      const { object, controller } = tracing;
      const namespace =
        controller?.namespace ?? (object.kind === 'ConfigMap' ? object.namespace : tektonNamespace);
      const place = { object, path: tektonPath(tracing, 'credentialsSecret') };
      const secret = objects.find('Secret', namespace, name);
      if (secret) {
        const missing = tektonCredentialsKeys.filter((key) => !keysOf(secret).includes(key));
        if (missing.length === 0) continue;
        const keys = keysOf(secret).join(', ') || 'none';
        yield {
          ...place,
          message: `Secret ${name} must have the keys ${tektonCredentialsKeys.join(' and ')}, got ${keys}`,
        };
        continue;
      }
      // it may be made by hand, unless it is plainly in the wrong place
      const elsewhere = objects.ofKind('Secret', '').find((candidate) => candidate.name === name);
      if (!elsewhere) continue;
      yield {
        ...place,
        message: `Secret ${name} must be in namespace ${namespace}, where the controller is, got ${elsewhere.namespace}`,
      };
    }
  },
};
