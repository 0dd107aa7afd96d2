import { pathText } from '../../../../model/kubernetes/objects.ts';
import type { MadePods } from '../../../../model/kubernetes/pods.ts';
import { securityContextProblems } from '../../../../upstream/kubernetes/pod-security/contexts.ts';
import { list, record, text } from '../../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** Settings of a security context that cannot be true together. */
export const securityContext: Rule = {
  id: 'object/security-context',
  severity: 'error',
  rationale: 'the API server rejects the pod, or the kubelet never starts its container',
  ignoreWhen: 'a mutating webhook changes the security context before it is checked',
  source:
    'Kubernetes v1.36.3 pkg/apis/core/validation, pkg/kubelet/kuberuntime/security_context_others.go',
  *check(model) {
    // what is said of a whole custom resource counts for several of its pods
    const told = new Set<string>();
    for (const pods of model.pods) {
      for (const finding of findings(pods)) {
        const key = `${pods.object.order}\n${pathText(finding.path)}`;
        if (!told.has(key)) yield finding;
        told.add(key);
      }
    }
  },
};

function* findings({ object, spec, place }: MadePods): Iterable<Finding> {
  const pod = record(spec.securityContext);
  for (const field of ['initContainers', 'containers']) {
    for (const [index, value] of list(spec[field]).entries()) {
      const { name, securityContext } = record(value);
      const container = record(securityContext);
      for (const { path = [], message } of securityContextProblems({ pod, container })) {
        const [where, ...rest] = path;
        const holder = where === 'pod' ? ['spec'] : ['spec', field, index];
        yield {
          object,
          path: place([...holder, 'securityContext', ...rest]),
          message: `container ${text(name) ?? '?'}: ${message}`,
        };
      }
    }
  }
}
