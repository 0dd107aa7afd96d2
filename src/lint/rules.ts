import { removedComponent } from './collector/removed-component.ts';
import { undefinedComponent } from './collector/undefined-component.ts';
import { invalidValue } from './crd/invalid-value.ts';
import { unknownField } from './crd/unknown-field.ts';
import { unknownVersion } from './crd/unknown-version.ts';
import { ineffectiveIgnore } from './ignore/ineffective.ts';
import { productionNeedsStorage } from './jaeger/production-needs-storage.ts';
import { duplicateObject } from './object/duplicate.ts';
import { missingReference } from './object/missing-reference.ts';
import { bindingSubject } from './operator/binding-subject.ts';
import { caInjection } from './operator/ca-injection.ts';
import { certManagerMissing } from './operator/cert-manager-missing.ts';
import { certificateSource } from './operator/certificate-source.ts';
import { deletedImage } from './operator/deleted-image.ts';
import { foreignOwner } from './operator/foreign-owner.ts';
import { missingPermission } from './operator/missing-permission.ts';
import { unwatchedNamespace } from './operator/unwatched-namespace.ts';
import { webhookBackend } from './operator/webhook-backend.ts';
import { webhookCertificate } from './operator/webhook-certificate.ts';
import { webhookService } from './operator/webhook-service.ts';
import { definitionLast } from './order/definition-last.ts';
import { namespaceLast } from './order/namespace-last.ts';
import type { Rule } from './rule.ts';

/** All rules, by id. */
export const rules: readonly Rule[] = [
  removedComponent,
  undefinedComponent,
  invalidValue,
  unknownField,
  unknownVersion,
  ineffectiveIgnore(() => rules),
  productionNeedsStorage,
  duplicateObject,
  missingReference,
  bindingSubject,
  caInjection,
  certManagerMissing,
  certificateSource,
  deletedImage,
  foreignOwner,
  missingPermission,
  unwatchedNamespace,
  webhookBackend,
  webhookCertificate,
  webhookService,
  definitionLast,
  namespaceLast,
];
