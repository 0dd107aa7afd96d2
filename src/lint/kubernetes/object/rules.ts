import type { Rule } from '../../rule.ts';
import { blockedDrain } from './blocked-drain/rule.ts';
import { disruptionBudget } from './disruption-budget/rule.ts';
import { duplicateObject } from './duplicate/rule.ts';
import { duplicateKey } from './duplicate-key/rule.ts';
import { missingReference } from './missing-reference/rule.ts';
import { missingRole } from './missing-role/rule.ts';
import { missingServiceAccount } from './missing-service-account/rule.ts';
import { misspeltReference } from './misspelt-reference/rule.ts';
import { overwritten } from './overwritten/rule.ts';
import { podSecurity } from './pod-security/rule.ts';
import { securityContext } from './security-context/rule.ts';
import { textValue } from './text-value/rule.ts';
import { undefinedVolume } from './undefined-volume/rule.ts';

/** Rules about any objects, by id. */
export const objectRules: readonly Rule[] = [
  blockedDrain,
  disruptionBudget,
  duplicateObject,
  duplicateKey,
  missingReference,
  missingRole,
  missingServiceAccount,
  misspeltReference,
  overwritten,
  podSecurity,
  securityContext,
  textValue,
  undefinedVolume,
];
