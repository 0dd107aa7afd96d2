import type { Rule } from '../rule.ts';
import { ambiguousId } from './ambiguous-id/rule.ts';
import { authenticatorRole } from './authenticator-role/rule.ts';
import { authenticatorTls } from './authenticator-tls/rule.ts';
import { autoscaler } from './autoscaler/rule.ts';
import { autoscalerRequests } from './autoscaler-requests/rule.ts';
import { bareVariable } from './bare-variable/rule.ts';
import { batch } from './batch/rule.ts';
import { blockedUdp } from './blocked-udp/rule.ts';
import { brokenRelease } from './broken-release/rule.ts';
import { componentId } from './component-id/rule.ts';
import { defaultImage } from './default-image/rule.ts';
import { duplicateBackend } from './duplicate-backend/rule.ts';
import { duplicateProcessor } from './duplicate-processor/rule.ts';
import { emptyPipeline } from './empty-pipeline/rule.ts';
import { fieldOfOtherMode } from './field-of-other-mode/rule.ts';
import { fileNotMounted } from './file-not-mounted/rule.ts';
import { folderNotMounted } from './folder-not-mounted/rule.ts';
import { foreignAutoscaler } from './foreign-autoscaler/rule.ts';
import { grpcBatch } from './grpc-batch-size/rule.ts';
import { halfConnector } from './half-connector/rule.ts';
import { idleSetting } from './idle-setting/rule.ts';
import { ignoredBallast } from './ignored-ballast/rule.ts';
import { ignoredInsecure } from './ignored-insecure/rule.ts';
import { image } from './image/rule.ts';
import { ingress } from './ingress/rule.ts';
import { kafkaRetry } from './kafka-retry/rule.ts';
import { kafkaTopic } from './kafka-topic/rule.ts';
import { listenAddress } from './listen-address/rule.ts';
import { loadBalancing } from './load-balancing/rule.ts';
import { localhostListener } from './localhost-listener/rule.ts';
import { memoryLimit } from './memory-limit/rule.ts';
import { memoryLimiter } from './memory-limiter/rule.ts';
import { memoryLimiterOrder } from './memory-limiter-order/rule.ts';
import { misreadEndpoint } from './misread-endpoint/rule.ts';
import { misshapenConfig } from './misshapen-config/rule.ts';
import { missingAccess } from './missing-access/rule.ts';
import { missingComponent } from './missing-component/rule.ts';
import { missingConfig } from './missing-config/rule.ts';
import { missingProtocol } from './missing-protocol/rule.ts';
import { name } from './name/rule.ts';
import { noPipelines } from './no-pipelines/rule.ts';
import { nullValue } from './null-value/rule.ts';
import { numberedVariable } from './numbered-variable/rule.ts';
import { opampBridge } from './opamp-bridge/rule.ts';
import { operatorLabel } from './operator-label/rule.ts';
import { ottl } from './ottl/rule.ts';
import { portCollision } from './port-collision/rule.ts';
import { probe } from './probe/rule.ts';
import { processorOrder } from './processor-order/rule.ts';
import { refusedService } from './refused-service/rule.ts';
import { refusedValue } from './refused-value/rule.ts';
import { regularExpression } from './regular-expression/rule.ts';
import { removedComponent } from './removed-component/rule.ts';
import { sameSeries } from './same-series/rule.ts';
import { servicePort } from './service-port/rule.ts';
import { shadowedPort } from './shadowed-port/rule.ts';
import { sidecarDollar } from './sidecar-dollar/rule.ts';
import { size } from './size/rule.ts';
import { storageDirectory } from './storage-directory/rule.ts';
import { tailSampling } from './tail-sampling/rule.ts';
import { tailSamplingReplicas } from './tail-sampling-replicas/rule.ts';
import { targetAllocator } from './target-allocator/rule.ts';
import { telemetryMetrics } from './telemetry-metrics/rule.ts';
import { undefinedComponent } from './undefined-component/rule.ts';
import { undefinedExtension } from './undefined-extension/rule.ts';
import { undefinedPipeline } from './undefined-pipeline/rule.ts';
import { undefinedVariable } from './undefined-variable/rule.ts';
import { unexposedReceiver } from './unexposed-receiver/rule.ts';
import { unknownSection } from './unknown-section/rule.ts';
import { unknownSetting } from './unknown-setting/rule.ts';
import { unknownSignal } from './unknown-signal/rule.ts';
import { unreadConfig } from './unread-config/rule.ts';
import { unreadableConfig } from './unreadable-config/rule.ts';
import { unusedComponent } from './unused-component/rule.ts';
import { volumeGroup } from './volume-group/rule.ts';
import { watchedTwice } from './watched-twice/rule.ts';
import { wrongSignal } from './wrong-signal/rule.ts';

/** Rules about collectors and the resources that an operator runs them by, by id. */
export const collectorRules: readonly Rule[] = [
  ambiguousId,
  authenticatorRole,
  authenticatorTls,
  autoscaler,
  autoscalerRequests,
  bareVariable,
  batch,
  blockedUdp,
  brokenRelease,
  componentId,
  defaultImage,
  duplicateBackend,
  duplicateProcessor,
  emptyPipeline,
  fieldOfOtherMode,
  fileNotMounted,
  folderNotMounted,
  foreignAutoscaler,
  grpcBatch,
  halfConnector,
  idleSetting,
  ignoredBallast,
  ignoredInsecure,
  image,
  ingress,
  kafkaRetry,
  kafkaTopic,
  listenAddress,
  loadBalancing,
  localhostListener,
  memoryLimit,
  memoryLimiter,
  memoryLimiterOrder,
  misreadEndpoint,
  misshapenConfig,
  missingAccess,
  missingComponent,
  missingConfig,
  missingProtocol,
  name,
  noPipelines,
  nullValue,
  numberedVariable,
  opampBridge,
  operatorLabel,
  ottl,
  portCollision,
  probe,
  processorOrder,
  refusedService,
  refusedValue,
  regularExpression,
  removedComponent,
  sameSeries,
  servicePort,
  shadowedPort,
  sidecarDollar,
  size,
  storageDirectory,
  tailSampling,
  tailSamplingReplicas,
  targetAllocator,
  telemetryMetrics,
  undefinedComponent,
  undefinedExtension,
  undefinedPipeline,
  undefinedVariable,
  unexposedReceiver,
  unknownSection,
  unknownSetting,
  unknownSignal,
  unreadConfig,
  unreadableConfig,
  unusedComponent,
  volumeGroup,
  watchedTwice,
  wrongSignal,
];
