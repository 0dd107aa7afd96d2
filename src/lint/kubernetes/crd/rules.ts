import type { Rule } from '../../rule.ts';
import { invalidValue } from './invalid-value/rule.ts';
import { unknownField } from './unknown-field/rule.ts';
import { unknownVersion } from './unknown-version/rule.ts';

/** Rules about the schemas of custom resources, by id. */
export const crdRules: readonly Rule[] = [invalidValue, unknownField, unknownVersion];
