import { namespacesByName, onlyElsewhere } from '../../../model/kubernetes/name-index.ts';
import type { Rule } from '../../rule.ts';

/** A Certificate whose Issuer is in another namespace. */
export const certificateIssuer: Rule = {
  id: 'operator/certificate-issuer',
  severity: 'error',
  rationale:
    'cert-manager looks for an Issuer in the namespace of the Certificate only, and never issues it',
  source: 'cert-manager v1 API, issuerRef',
  *check({ objects, certificates }) {
    const issuers = namespacesByName(objects, 'Issuer', 'cert-manager.io');
    for (const { object, issuer } of certificates) {
      if (issuer?.kind !== 'Issuer') continue;
      const others = onlyElsewhere(issuers, object.namespace, issuer.name);
      if (!others) continue;
      yield {
        object,
        path: ['spec', 'issuerRef', 'name'],
        message: `Certificate ${object.namespace}/${object.name} needs Issuer ${issuer.name} in its own namespace, it is in ${others.join(' and ')}`,
      };
    }
  },
};
