import { namespacesByName, onlyElsewhere } from '../../../model/kubernetes/name-index.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A Certificate whose Issuer is in another namespace. */
export const certificateIssuer: Rule = {
  id: 'operator/certificate-issuer',
  severity: 'error',
  rationale:
    'cert-manager looks for an Issuer only in the namespace of the Certificate, so it never issues the Certificate',
  source: 'cert-manager v1 API, issuerRef',
  ignoreWhen:
    'the namespace of the Certificate already has an Issuer of that name, created apart from these manifests',
  visit({ objects }) {
    const issuers = namespacesByName(objects, 'Issuer', 'cert-manager.io');
    return {
      *certificate({ object: { namespace, name }, issuer }) {
        if (issuer?.kind !== 'Issuer') return;
        const others = onlyElsewhere(issuers, namespace, issuer.name);
        if (!others) return;
        const message = `Certificate ${namespace}/${name} needs Issuer ${issuer.name} in its own namespace, it is in ${listed(others, ' and ')}`;
        yield { path: ['spec', 'issuerRef', 'name'], message };
      },
    };
  },
};
