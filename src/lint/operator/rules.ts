import type { Rule } from '../rule.ts';
import { bindingSubject } from './binding-subject.ts';
import { caInjection } from './ca-injection.ts';
import { certManagerMissing } from './cert-manager-missing.ts';
import { certificateIssuer } from './certificate-issuer.ts';
import { certificateSource } from './certificate-source.ts';
import { deletedImage } from './deleted-image.ts';
import { foreignOwner } from './foreign-owner.ts';
import { missingPermission } from './missing-permission.ts';
import { strayNamespace } from './stray-namespace.ts';
import { unwatchedNamespace } from './unwatched-namespace.ts';
import { webhookBackend } from './webhook-backend.ts';
import { webhookCertificate } from './webhook-certificate.ts';
import { webhookService } from './webhook-service.ts';

/** Rules about the installation of the operators, by id. */
export const operatorRules: readonly Rule[] = [
  bindingSubject,
  caInjection,
  certManagerMissing,
  certificateIssuer,
  certificateSource,
  deletedImage,
  foreignOwner,
  missingPermission,
  strayNamespace,
  unwatchedNamespace,
  webhookBackend,
  webhookCertificate,
  webhookService,
];
