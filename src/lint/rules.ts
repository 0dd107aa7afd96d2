import { collectorRules } from './collector/rules.ts';
import { invalidValue } from './crd/invalid-value.ts';
import { unknownField } from './crd/unknown-field.ts';
import { unknownVersion } from './crd/unknown-version.ts';
import { edgeRules } from './edge/rules.ts';
import { grafanaRules } from './grafana/rules.ts';
import { ineffectiveIgnore } from './ignore/ineffective.ts';
import { instrumentationRules } from './instrumentation/rules.ts';
import { agentSidecar } from './jaeger/agent-sidecar.ts';
import { agentStrategy } from './jaeger/agent-strategy.ts';
import { autoscale } from './jaeger/autoscale.ts';
import { badger } from './jaeger/badger.ts';
import { cassandra } from './jaeger/cassandra.ts';
import { deletedObject } from './jaeger/deleted-object.ts';
import { droppedOption } from './jaeger/dropped-option.ts';
import { fileNotMounted } from './jaeger/file-not-mounted.ts';
import { imageVersion } from './jaeger/image-version.ts';
import { jaegerIngress } from './jaeger/ingress.ts';
import { kafka } from './jaeger/kafka.ts';
import { movedPort } from './jaeger/moved-port.ts';
import { jaegerName } from './jaeger/name.ts';
import { nameCollision } from './jaeger/name-collision.ts';
import { nodePort } from './jaeger/node-port.ts';
import { optionValue } from './jaeger/option-value.ts';
import { otlpLocalhost } from './jaeger/otlp-localhost.ts';
import { podLabels } from './jaeger/pod-labels.ts';
import { productionNeedsStorage } from './jaeger/production-needs-storage.ts';
import { jaegerSampling } from './jaeger/sampling.ts';
import { serverUrls } from './jaeger/server-urls.ts';
import { storageType } from './jaeger/storage-type.ts';
import { tlsOptions } from './jaeger/tls-options.ts';
import { unknownOption } from './jaeger/unknown-option.ts';
import { unusedPart } from './jaeger/unused-part.ts';
import { v2Environment } from './jaeger/v2-environment.ts';
import { v2Setting } from './jaeger/v2-setting.ts';
import { v2Storage } from './jaeger/v2-storage.ts';
import { v2StorageName } from './jaeger/v2-storage-name.ts';
import { v2Upgrade } from './jaeger/v2-upgrade.ts';
import { workloadOption } from './jaeger/workload-option.ts';
import { duplicateObject } from './object/duplicate.ts';
import { missingReference } from './object/missing-reference.ts';
import { missingRole } from './object/missing-role.ts';
import { missingServiceAccount } from './object/missing-service-account.ts';
import { misspeltReference } from './object/misspelt-reference.ts';
import { textValue } from './object/text-value.ts';
import { undefinedVolume } from './object/undefined-volume.ts';
import { bindingSubject } from './operator/binding-subject.ts';
import { caInjection } from './operator/ca-injection.ts';
import { certManagerMissing } from './operator/cert-manager-missing.ts';
import { certificateIssuer } from './operator/certificate-issuer.ts';
import { certificateSource } from './operator/certificate-source.ts';
import { deletedImage } from './operator/deleted-image.ts';
import { foreignOwner } from './operator/foreign-owner.ts';
import { missingPermission } from './operator/missing-permission.ts';
import { strayNamespace } from './operator/stray-namespace.ts';
import { unwatchedNamespace } from './operator/unwatched-namespace.ts';
import { webhookBackend } from './operator/webhook-backend.ts';
import { webhookCertificate } from './operator/webhook-certificate.ts';
import { webhookService } from './operator/webhook-service.ts';
import { definitionLast } from './order/definition-last.ts';
import { namespaceLast } from './order/namespace-last.ts';
import type { Rule } from './rule.ts';
import { sdkRules } from './sdk/rules.ts';
import { credentials as storageCredentials } from './storage/credentials.ts';
import { elasticsearchLogin } from './storage/elasticsearch-login.ts';
import { elasticsearchVersion } from './storage/elasticsearch-version.ts';
import { indexJob } from './storage/index-job.ts';
import { indexPrefix } from './storage/index-prefix.ts';
import { indexPrefixDiffers } from './storage/index-prefix-differs.ts';
import { privateCa } from './storage/private-ca.ts';
import { retention } from './storage/retention.ts';
import { rollover } from './storage/rollover.ts';
import { sparkDependencies } from './storage/spark-dependencies.ts';
import { tektonRules } from './tekton/rules.ts';
import { thanosRules } from './thanos/rules.ts';

/** All rules, by id. */
export const rules: readonly Rule[] = [
  ...collectorRules,
  invalidValue,
  unknownField,
  unknownVersion,
  ...edgeRules,
  ...grafanaRules,
  ineffectiveIgnore(() => rules),
  ...instrumentationRules,
  agentSidecar,
  agentStrategy,
  autoscale,
  badger,
  cassandra,
  deletedObject,
  droppedOption,
  fileNotMounted,
  imageVersion,
  jaegerIngress,
  kafka,
  movedPort,
  jaegerName,
  nameCollision,
  nodePort,
  optionValue,
  otlpLocalhost,
  podLabels,
  productionNeedsStorage,
  jaegerSampling,
  serverUrls,
  storageType,
  tlsOptions,
  unknownOption,
  unusedPart,
  v2Environment,
  v2Setting,
  v2Storage,
  v2StorageName,
  v2Upgrade,
  workloadOption,
  duplicateObject,
  missingReference,
  missingRole,
  missingServiceAccount,
  misspeltReference,
  textValue,
  undefinedVolume,
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
  definitionLast,
  namespaceLast,
  ...sdkRules,
  storageCredentials,
  elasticsearchLogin,
  elasticsearchVersion,
  indexJob,
  indexPrefix,
  indexPrefixDiffers,
  privateCa,
  retention,
  rollover,
  sparkDependencies,
  ...tektonRules,
  ...thanosRules,
];
