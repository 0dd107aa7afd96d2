import type { Rule } from '../rule.ts';
import { bindingSubject } from './binding-subject/rule.ts';
import { caInjection } from './ca-injection/rule.ts';
import { certManagerMissing } from './cert-manager-missing/rule.ts';
import { certificateIssuer } from './certificate-issuer/rule.ts';
import { certificateSource } from './certificate-source/rule.ts';
import { deletedImage } from './deleted-image/rule.ts';
import { foreignOwner } from './foreign-owner/rule.ts';
import { missingPermission } from './missing-permission/rule.ts';
import { strayNamespace } from './stray-namespace/rule.ts';
import { unwatchedNamespace } from './unwatched-namespace/rule.ts';
import { webhookBackend } from './webhook-backend/rule.ts';
import { webhookCertificate } from './webhook-certificate/rule.ts';
import { webhookService } from './webhook-service/rule.ts';

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
