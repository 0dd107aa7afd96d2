import { keysOf } from '../../../model/kubernetes/files.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { type TektonTracing, tektonValue } from '../../../model/tekton/tracing.ts';
import {
  tektonCredentialsKeys,
  tektonCredentialsSecretSince,
  tektonNamespace,
} from '../../../upstream/tekton/tracing.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A Secret with credentials that lacks its keys, or is in another namespace than the controller. */
export const credentials: Rule = {
  id: 'tekton/credentials',
  severity: 'error',
  rationale:
    "without username and password in a Secret in the controller's namespace, tracing is not set up",
  source: 'tektoncd/pipeline v1.15.0 pkg/tracing/tracing.go',
  ignoreWhen:
    "the Secret is copied into the controller's namespace, or gets its keys, after the manifests are applied",
  since: `tektoncd/pipeline ${tektonCredentialsSecretSince}`,
  visit: ({ objects }) => ({
    *tekton(tracing) {
      const name = tektonValue(tracing, 'credentialsSecret');
      const message = name && messageOf(name, namespaceOf(tracing), objects);
      if (message) yield { path: [`${tracing.prefix}credentialsSecret`], message };
    },
  }),
};

/** Namespace that the controller reads the Secret in. */
function namespaceOf({ object, controller }: TektonTracing): string {
  return (
    controller?.namespace ?? (object.kind === 'ConfigMap' ? object.namespace : tektonNamespace)
  );
}

function messageOf(name: string, namespace: string, objects: ObjectIndex): string | undefined {
  const secret = objects.find('Secret', namespace, name);
  if (!secret) {
    // it may be made by hand, unless it is plainly in the wrong place
    const elsewhere = objects.ofKind('Secret', '').find((candidate) => candidate.name === name);
    return elsewhere
      ? `Secret ${name} must be in namespace ${namespace}, where the controller is, got ${elsewhere.namespace}`
      : undefined;
  }
  const keys = keysOf(secret);
  if (tektonCredentialsKeys.every((key) => keys.includes(key))) return undefined;
  return `Secret ${name} must have the keys ${listed(tektonCredentialsKeys, ' and ')}, got ${listed(keys) || 'none'}`;
}
