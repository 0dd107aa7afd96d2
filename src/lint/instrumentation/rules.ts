import type { Rule } from '../rule.ts';
import { annotationKey } from './annotation-key.ts';
import { annotationPlace } from './annotation-place.ts';
import { annotationValue } from './annotation-value.ts';
import { missingInstrumentation } from './missing-instrumentation.ts';
import { missingSidecar } from './missing-sidecar.ts';
import { severalInstrumentations } from './several-instrumentations.ts';

/** Rules about Instrumentations, and the annotations that ask for them, by id. */
export const instrumentationRules: readonly Rule[] = [
  annotationKey,
  annotationPlace,
  annotationValue,
  missingInstrumentation,
  missingSidecar,
  severalInstrumentations,
];
