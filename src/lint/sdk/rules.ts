import type { Rule } from '../rule.ts';
import { endpointPath } from './endpoint-path/rule.ts';
import { noEffect } from './no-effect/rule.ts';
import { propagatorsDiffer } from './propagators-differ/rule.ts';
import { samplerArgument } from './sampler-argument/rule.ts';
import { value } from './value/rule.ts';
import { variableName } from './variable-name/rule.ts';
import { variableOrder } from './variable-order/rule.ts';

/** Rules about the environment that SDKs read, by id. */
export const sdkRules: readonly Rule[] = [
  endpointPath,
  noEffect,
  propagatorsDiffer,
  samplerArgument,
  value,
  variableName,
  variableOrder,
];
