import type { Rule } from '../rule.ts';
import { endpointPath } from './endpoint-path.ts';
import { noEffect } from './no-effect.ts';
import { samplerArgument } from './sampler-argument.ts';
import { value } from './value.ts';
import { variableName } from './variable-name.ts';

/** Rules about the environment that SDKs read, by id. */
export const sdkRules: readonly Rule[] = [
  endpointPath,
  noEffect,
  samplerArgument,
  value,
  variableName,
];
