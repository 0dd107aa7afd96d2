import type { Rule } from '../rule.ts';
import { agentSidecar } from './agent-sidecar.ts';
import { agentStrategy } from './agent-strategy.ts';
import { autoscale } from './autoscale.ts';
import { badger } from './badger.ts';
import { cassandra } from './cassandra.ts';
import { deletedObject } from './deleted-object.ts';
import { droppedOption } from './dropped-option.ts';
import { fileNotMounted } from './file-not-mounted.ts';
import { imageVersion } from './image-version.ts';
import { jaegerIngress } from './ingress.ts';
import { kafka } from './kafka.ts';
import { movedPort } from './moved-port.ts';
import { jaegerName } from './name.ts';
import { nameCollision } from './name-collision.ts';
import { nodePort } from './node-port.ts';
import { optionValue } from './option-value.ts';
import { otlpLocalhost } from './otlp-localhost.ts';
import { podLabels } from './pod-labels.ts';
import { productionNeedsStorage } from './production-needs-storage.ts';
import { jaegerSampling } from './sampling.ts';
import { serverUrls } from './server-urls.ts';
import { storageType } from './storage-type.ts';
import { tlsOptions } from './tls-options.ts';
import { unknownOption } from './unknown-option.ts';
import { unusedPart } from './unused-part.ts';
import { v2Environment } from './v2-environment.ts';
import { v2Setting } from './v2-setting.ts';
import { v2Storage } from './v2-storage.ts';
import { v2StorageName } from './v2-storage-name.ts';
import { v2Upgrade } from './v2-upgrade.ts';
import { workloadOption } from './workload-option.ts';

/** Rules about Jaeger, v1 and v2, by id. */
export const jaegerRules: readonly Rule[] = [
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
];
