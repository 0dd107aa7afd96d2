import type { Rule } from '../rule.ts';
import { agentProtocol } from './agent-protocol/rule.ts';
import { agentRoot } from './agent-root/rule.ts';
import { annotationKey } from './annotation-key/rule.ts';
import { annotationPlace } from './annotation-place/rule.ts';
import { annotationValue } from './annotation-value/rule.ts';
import { cLibrary } from './c-library/rule.ts';
import { carrierVariable } from './carrier-variable/rule.ts';
import { containerNames } from './container-names/rule.ts';
import { endlessJob } from './endless-job/rule.ts';
import { envName } from './env-name/rule.ts';
import { exporterTls } from './exporter-tls/rule.ts';
import { goAgent } from './go-agent/rule.ts';
import { ignoredContainerNames } from './ignored-container-names/rule.ts';
import { missingInstrumentation } from './missing-instrumentation/rule.ts';
import { missingSidecar } from './missing-sidecar/rule.ts';
import { notEnabled } from './not-enabled/rule.ts';
import { propagators } from './propagators/rule.ts';
import { resourcesField } from './resources-field/rule.ts';
import { sampler } from './sampler/rule.ts';
import { severalInstrumentations } from './several-instrumentations/rule.ts';
import { sharedContainer } from './shared-container/rule.ts';
import { variableOrder } from './variable-order/rule.ts';
import { volume } from './volume/rule.ts';

/** Rules about Instrumentations, and the annotations that ask for them, by id. */
export const instrumentationRules: readonly Rule[] = [
  agentProtocol,
  agentRoot,
  annotationKey,
  annotationPlace,
  annotationValue,
  cLibrary,
  carrierVariable,
  containerNames,
  endlessJob,
  envName,
  exporterTls,
  goAgent,
  ignoredContainerNames,
  missingInstrumentation,
  missingSidecar,
  notEnabled,
  propagators,
  resourcesField,
  sampler,
  severalInstrumentations,
  sharedContainer,
  variableOrder,
  volume,
];
