import type { Rule } from '../rule.ts';
import { agentProtocol } from './agent-protocol.ts';
import { annotationKey } from './annotation-key.ts';
import { annotationPlace } from './annotation-place.ts';
import { annotationValue } from './annotation-value.ts';
import { containerNames } from './container-names.ts';
import { envName } from './env-name.ts';
import { exporterTls } from './exporter-tls.ts';
import { goAgent } from './go-agent.ts';
import { ignoredContainerNames } from './ignored-container-names.ts';
import { missingInstrumentation } from './missing-instrumentation.ts';
import { missingSidecar } from './missing-sidecar.ts';
import { notEnabled } from './not-enabled.ts';
import { propagators } from './propagators.ts';
import { resourcesField } from './resources-field.ts';
import { sampler } from './sampler.ts';
import { severalInstrumentations } from './several-instrumentations.ts';
import { sharedContainer } from './shared-container.ts';
import { volume } from './volume.ts';

/** Rules about Instrumentations, and the annotations that ask for them, by id. */
export const instrumentationRules: readonly Rule[] = [
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
  sampler,
  severalInstrumentations,
  sharedContainer,
  volume,
];
