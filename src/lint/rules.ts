import { ambiguousId } from './collector/ambiguous-id.ts';
import { autoscaler } from './collector/autoscaler.ts';
import { bareVariable } from './collector/bare-variable.ts';
import { batch } from './collector/batch.ts';
import { blockedUdp } from './collector/blocked-udp.ts';
import { componentId } from './collector/component-id.ts';
import { defaultImage } from './collector/default-image.ts';
import { duplicateBackend } from './collector/duplicate-backend.ts';
import { duplicateProcessor } from './collector/duplicate-processor.ts';
import { emptyPipeline } from './collector/empty-pipeline.ts';
import { fieldOfOtherMode } from './collector/field-of-other-mode.ts';
import { grpcBatch } from './collector/grpc-batch-size.ts';
import { halfConnector } from './collector/half-connector.ts';
import { image } from './collector/image.ts';
import { ingress } from './collector/ingress.ts';
import { loadBalancing } from './collector/load-balancing.ts';
import { localhostListener } from './collector/localhost-listener.ts';
import { memoryLimit } from './collector/memory-limit.ts';
import { memoryLimiter } from './collector/memory-limiter.ts';
import { memoryLimiterOrder } from './collector/memory-limiter-order.ts';
import { misreadEndpoint } from './collector/misread-endpoint.ts';
import { missingAccess } from './collector/missing-access.ts';
import { missingComponent } from './collector/missing-component.ts';
import { missingProtocol } from './collector/missing-protocol.ts';
import { name } from './collector/name.ts';
import { noPipelines } from './collector/no-pipelines.ts';
import { nullValue } from './collector/null-value.ts';
import { opampBridge } from './collector/opamp-bridge.ts';
import { operatorLabel } from './collector/operator-label.ts';
import { portCollision } from './collector/port-collision.ts';
import { probe } from './collector/probe.ts';
import { processorOrder } from './collector/processor-order.ts';
import { refusedValue } from './collector/refused-value.ts';
import { removedComponent } from './collector/removed-component.ts';
import { servicePort } from './collector/service-port.ts';
import { shadowedPort } from './collector/shadowed-port.ts';
import { tailSampling } from './collector/tail-sampling.ts';
import { tailSamplingReplicas } from './collector/tail-sampling-replicas.ts';
import { targetAllocator } from './collector/target-allocator.ts';
import { telemetryMetrics } from './collector/telemetry-metrics.ts';
import { undefinedComponent } from './collector/undefined-component.ts';
import { undefinedExtension } from './collector/undefined-extension.ts';
import { undefinedVariable } from './collector/undefined-variable.ts';
import { unexposedReceiver } from './collector/unexposed-receiver.ts';
import { unknownSection } from './collector/unknown-section.ts';
import { unknownSetting } from './collector/unknown-setting.ts';
import { unknownSignal } from './collector/unknown-signal.ts';
import { unreadableConfig } from './collector/unreadable-config.ts';
import { unusedComponent } from './collector/unused-component.ts';
import { wrongSignal } from './collector/wrong-signal.ts';
import { invalidValue } from './crd/invalid-value.ts';
import { unknownField } from './crd/unknown-field.ts';
import { unknownVersion } from './crd/unknown-version.ts';
import { address } from './edge/address.ts';
import { clusterDomain } from './edge/cluster-domain.ts';
import { customResourceName } from './edge/custom-resource-name.ts';
import { exportLoop } from './edge/export-loop.ts';
import { loopback } from './edge/loopback.ts';
import { misspeltService } from './edge/misspelt-service.ts';
import { namespace } from './edge/namespace.ts';
import { nothingListens } from './edge/nothing-listens.ts';
import { port } from './edge/port.ts';
import { protocol } from './edge/protocol.ts';
import { serviceNotCreated } from './edge/service-not-created.ts';
import { tls } from './edge/tls.ts';
import { tracesPath } from './edge/traces-path.ts';
import { access } from './grafana/access.ts';
import { apiVersion } from './grafana/api-version.ts';
import { dollar } from './grafana/dollar.ts';
import { duplicate } from './grafana/duplicate.ts';
import { duplicateFile } from './grafana/duplicate-file.ts';
import { missingUid } from './grafana/missing-uid.ts';
import { noInstance } from './grafana/no-instance.ts';
import { severalDefaults } from './grafana/several-defaults.ts';
import { type } from './grafana/type.ts';
import { uid } from './grafana/uid.ts';
import { unreadFile } from './grafana/unread-file.ts';
import { unreadableFile } from './grafana/unreadable-file.ts';
import { url } from './grafana/url.ts';
import { ineffectiveIgnore } from './ignore/ineffective.ts';
import { agentProtocol } from './instrumentation/agent-protocol.ts';
import { annotationKey } from './instrumentation/annotation-key.ts';
import { annotationPlace } from './instrumentation/annotation-place.ts';
import { annotationValue } from './instrumentation/annotation-value.ts';
import { containerNames } from './instrumentation/container-names.ts';
import { envName } from './instrumentation/env-name.ts';
import { exporterTls } from './instrumentation/exporter-tls.ts';
import { goAgent } from './instrumentation/go-agent.ts';
import { ignoredContainerNames } from './instrumentation/ignored-container-names.ts';
import { missingInstrumentation } from './instrumentation/missing-instrumentation.ts';
import { missingSidecar } from './instrumentation/missing-sidecar.ts';
import { notEnabled } from './instrumentation/not-enabled.ts';
import { propagators } from './instrumentation/propagators.ts';
import { resourcesField } from './instrumentation/resources-field.ts';
import { sampler as instrumentationSampler } from './instrumentation/sampler.ts';
import { severalInstrumentations } from './instrumentation/several-instrumentations.ts';
import { sharedContainer } from './instrumentation/shared-container.ts';
import { volume } from './instrumentation/volume.ts';
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
import { endpointPath } from './sdk/endpoint-path.ts';
import { noEffect } from './sdk/no-effect.ts';
import { samplerArgument } from './sdk/sampler-argument.ts';
import { value } from './sdk/value.ts';
import { variableName } from './sdk/variable-name.ts';
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
import { credentials } from './tekton/credentials.ts';
import { enabled } from './tekton/enabled.ts';
import { endpoint as tektonEndpoint } from './tekton/endpoint.ts';
import { exampleBlock } from './tekton/example-block.ts';
import { jaegerEnvironment } from './tekton/jaeger-environment.ts';
import { observability } from './tekton/observability.ts';
import { operatorFields as tektonOperatorFields } from './tekton/operator-fields.ts';
import { place } from './tekton/place.ts';
import { unreadKey } from './tekton/unread-key.ts';
import { clientType } from './thanos/client-type.ts';
import { configFile } from './thanos/config-file.ts';
import { endpoint as thanosEndpoint } from './thanos/endpoint.ts';
import { flag } from './thanos/flag.ts';
import { ignoredKey } from './thanos/ignored-key.ts';
import { operatorFields as thanosOperatorFields } from './thanos/operator-fields.ts';
import { sampler as thanosSampler } from './thanos/sampler.ts';
import { samplingDiffers } from './thanos/sampling-differs.ts';
import { serviceName } from './thanos/service-name.ts';
import { settings } from './thanos/settings.ts';
import { shell } from './thanos/shell.ts';
import { valueType } from './thanos/value-type.ts';
import { variable } from './thanos/variable.ts';
import { yaml } from './thanos/yaml.ts';

/** All rules, by id. */
export const rules: readonly Rule[] = [
  ambiguousId,
  autoscaler,
  bareVariable,
  batch,
  blockedUdp,
  componentId,
  defaultImage,
  duplicateBackend,
  duplicateProcessor,
  emptyPipeline,
  fieldOfOtherMode,
  grpcBatch,
  halfConnector,
  image,
  ingress,
  loadBalancing,
  localhostListener,
  memoryLimit,
  memoryLimiter,
  memoryLimiterOrder,
  misreadEndpoint,
  missingAccess,
  missingComponent,
  missingProtocol,
  name,
  noPipelines,
  nullValue,
  opampBridge,
  operatorLabel,
  portCollision,
  probe,
  processorOrder,
  refusedValue,
  removedComponent,
  servicePort,
  shadowedPort,
  tailSampling,
  tailSamplingReplicas,
  targetAllocator,
  telemetryMetrics,
  undefinedComponent,
  undefinedExtension,
  undefinedVariable,
  unexposedReceiver,
  unknownSection,
  unknownSetting,
  unknownSignal,
  unreadableConfig,
  unusedComponent,
  wrongSignal,
  invalidValue,
  unknownField,
  unknownVersion,
  address,
  clusterDomain,
  customResourceName,
  exportLoop,
  loopback,
  misspeltService,
  namespace,
  nothingListens,
  port,
  protocol,
  serviceNotCreated,
  tls,
  tracesPath,
  access,
  apiVersion,
  dollar,
  duplicate,
  duplicateFile,
  missingUid,
  noInstance,
  severalDefaults,
  type,
  uid,
  unreadFile,
  unreadableFile,
  url,
  ineffectiveIgnore(() => rules),
  agentProtocol,
  annotationKey,
  annotationPlace,
  annotationValue,
  containerNames,
  envName,
  exporterTls,
  goAgent,
  ignoredContainerNames,
  missingInstrumentation,
  missingSidecar,
  notEnabled,
  propagators,
  resourcesField,
  instrumentationSampler,
  severalInstrumentations,
  sharedContainer,
  volume,
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
  endpointPath,
  noEffect,
  samplerArgument,
  value,
  variableName,
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
  credentials,
  enabled,
  tektonEndpoint,
  exampleBlock,
  jaegerEnvironment,
  observability,
  tektonOperatorFields,
  place,
  unreadKey,
  clientType,
  configFile,
  thanosEndpoint,
  flag,
  ignoredKey,
  thanosOperatorFields,
  thanosSampler,
  samplingDiffers,
  serviceName,
  settings,
  shell,
  valueType,
  variable,
  yaml,
];
