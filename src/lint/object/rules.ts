import type { Rule } from '../rule.ts';
import { duplicateObject } from './duplicate.ts';
import { missingReference } from './missing-reference.ts';
import { missingRole } from './missing-role.ts';
import { missingServiceAccount } from './missing-service-account.ts';
import { misspeltReference } from './misspelt-reference.ts';
import { overwritten } from './overwritten.ts';
import { textValue } from './text-value.ts';
import { undefinedVolume } from './undefined-volume.ts';

/** Rules about any objects, by id. */
export const objectRules: readonly Rule[] = [
  duplicateObject,
  missingReference,
  missingRole,
  missingServiceAccount,
  misspeltReference,
  overwritten,
  textValue,
  undefinedVolume,
];
