import type { Rule } from '../rule.ts';
import { ambiguousId } from './ambiguous-id.ts';
import { autoscaler } from './autoscaler.ts';
import { bareVariable } from './bare-variable.ts';
import { batch } from './batch.ts';
import { blockedUdp } from './blocked-udp.ts';
import { componentId } from './component-id.ts';
import { defaultImage } from './default-image.ts';
import { duplicateBackend } from './duplicate-backend.ts';
import { duplicateProcessor } from './duplicate-processor.ts';
import { emptyPipeline } from './empty-pipeline.ts';
import { fieldOfOtherMode } from './field-of-other-mode.ts';
import { fileNotMounted } from './file-not-mounted.ts';
import { grpcBatch } from './grpc-batch-size.ts';
import { halfConnector } from './half-connector.ts';
import { ignoredBallast } from './ignored-ballast.ts';
import { image } from './image.ts';
import { ingress } from './ingress.ts';
import { listenAddress } from './listen-address.ts';
import { loadBalancing } from './load-balancing.ts';
import { localhostListener } from './localhost-listener.ts';
import { memoryLimit } from './memory-limit.ts';
import { memoryLimiter } from './memory-limiter.ts';
import { memoryLimiterOrder } from './memory-limiter-order.ts';
import { misreadEndpoint } from './misread-endpoint.ts';
import { misshapenConfig } from './misshapen-config.ts';
import { missingAccess } from './missing-access.ts';
import { missingComponent } from './missing-component.ts';
import { missingProtocol } from './missing-protocol.ts';
import { name } from './name.ts';
import { noPipelines } from './no-pipelines.ts';
import { nullValue } from './null-value.ts';
import { opampBridge } from './opamp-bridge.ts';
import { operatorLabel } from './operator-label.ts';
import { portCollision } from './port-collision.ts';
import { probe } from './probe.ts';
import { processorOrder } from './processor-order.ts';
import { refusedService } from './refused-service.ts';
import { refusedValue } from './refused-value.ts';
import { removedComponent } from './removed-component.ts';
import { servicePort } from './service-port.ts';
import { shadowedPort } from './shadowed-port.ts';
import { tailSampling } from './tail-sampling.ts';
import { tailSamplingReplicas } from './tail-sampling-replicas.ts';
import { targetAllocator } from './target-allocator.ts';
import { telemetryMetrics } from './telemetry-metrics.ts';
import { undefinedComponent } from './undefined-component.ts';
import { undefinedExtension } from './undefined-extension.ts';
import { undefinedPipeline } from './undefined-pipeline.ts';
import { undefinedVariable } from './undefined-variable.ts';
import { unexposedReceiver } from './unexposed-receiver.ts';
import { unknownSection } from './unknown-section.ts';
import { unknownSetting } from './unknown-setting.ts';
import { unknownSignal } from './unknown-signal.ts';
import { unreadableConfig } from './unreadable-config.ts';
import { unusedComponent } from './unused-component.ts';
import { wrongSignal } from './wrong-signal.ts';

/** Rules about collectors and the resources that an operator runs them by, by id. */
export const collectorRules: readonly Rule[] = [
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
  fileNotMounted,
  grpcBatch,
  halfConnector,
  ignoredBallast,
  image,
  ingress,
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
  missingProtocol,
  name,
  noPipelines,
  nullValue,
  opampBridge,
  operatorLabel,
  portCollision,
  probe,
  processorOrder,
  refusedService,
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
  undefinedPipeline,
  undefinedVariable,
  unexposedReceiver,
  unknownSection,
  unknownSetting,
  unknownSignal,
  unreadableConfig,
  unusedComponent,
  wrongSignal,
];
