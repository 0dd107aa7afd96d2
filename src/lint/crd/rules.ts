import type { Rule } from '../rule.ts';
import { invalidValue } from './invalid-value.ts';
import { unknownField } from './unknown-field.ts';
import { unknownVersion } from './unknown-version.ts';

/** Rules about the schemas of custom resources, by id. */
export const crdRules: readonly Rule[] = [invalidValue, unknownField, unknownVersion];
