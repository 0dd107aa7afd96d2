import type { Rule } from '../rule.ts';
import { agentSidecar } from './agent-sidecar/rule.ts';
import { agentStrategy } from './agent-strategy/rule.ts';
import { autoscale } from './autoscale/rule.ts';
import { badger } from './badger/rule.ts';
import { basePath } from './base-path/rule.ts';
import { cassandra } from './cassandra/rule.ts';
import { cassandraKeyspace } from './cassandra-keyspace/rule.ts';
import { deletedObject } from './deleted-object/rule.ts';
import { droppedOption } from './dropped-option/rule.ts';
import { fileNotMounted } from './file-not-mounted/rule.ts';
import { imageVersion } from './image-version/rule.ts';
import { jaegerIngress } from './ingress/rule.ts';
import { kafka } from './kafka/rule.ts';
import { kafkaProtocol } from './kafka-protocol/rule.ts';
import { metricNames } from './metric-names/rule.ts';
import { movedPort } from './moved-port/rule.ts';
import { jaegerName } from './name/rule.ts';
import { nameCollision } from './name-collision/rule.ts';
import { nodePort } from './node-port/rule.ts';
import { optionValue } from './option-value/rule.ts';
import { otlpLocalhost } from './otlp-localhost/rule.ts';
import { podLabels } from './pod-labels/rule.ts';
import { productionNeedsStorage } from './production-needs-storage/rule.ts';
import { queueSize } from './queue-size/rule.ts';
import { jaegerSampling } from './sampling/rule.ts';
import { serverUrls } from './server-urls/rule.ts';
import { singlePod } from './single-pod/rule.ts';
import { size } from './size/rule.ts';
import { storageType } from './storage-type/rule.ts';
import { tlsOptions } from './tls-options/rule.ts';
import { uiPath } from './ui-path/rule.ts';
import { unknownOption } from './unknown-option/rule.ts';
import { unsetServer } from './unset-server/rule.ts';
import { unusedPart } from './unused-part/rule.ts';
import { v2AdaptiveSampling } from './v2-adaptive-sampling/rule.ts';
import { v2Environment } from './v2-environment/rule.ts';
import { v2Mappings } from './v2-mappings/rule.ts';
import { v2Replicas } from './v2-replicas/rule.ts';
import { v2ServicePort } from './v2-service-port/rule.ts';
import { v2Setting } from './v2-setting/rule.ts';
import { v2Storage } from './v2-storage/rule.ts';
import { v2StorageName } from './v2-storage-name/rule.ts';
import { v2Upgrade } from './v2-upgrade/rule.ts';
import { volumeGroup } from './volume-group/rule.ts';
import { workloadOption } from './workload-option/rule.ts';

/** Rules about Jaeger, v1 and v2, by id. */
export const jaegerRules: readonly Rule[] = [
  agentSidecar,
  agentStrategy,
  autoscale,
  badger,
  basePath,
  cassandra,
  cassandraKeyspace,
  deletedObject,
  droppedOption,
  fileNotMounted,
  imageVersion,
  jaegerIngress,
  kafka,
  kafkaProtocol,
  metricNames,
  movedPort,
  jaegerName,
  nameCollision,
  nodePort,
  optionValue,
  otlpLocalhost,
  podLabels,
  productionNeedsStorage,
  queueSize,
  jaegerSampling,
  serverUrls,
  singlePod,
  size,
  storageType,
  tlsOptions,
  uiPath,
  unknownOption,
  unsetServer,
  unusedPart,
  v2AdaptiveSampling,
  v2Environment,
  v2Mappings,
  v2Replicas,
  v2ServicePort,
  v2Setting,
  v2Storage,
  v2StorageName,
  v2Upgrade,
  volumeGroup,
  workloadOption,
];
