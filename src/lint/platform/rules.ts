import type { Rule } from '../rule.ts';
import { missingConfiguration } from './missing-configuration/rule.ts';

/** Rules about platforms that applications run on, by id. */
export const platformRules: readonly Rule[] = [missingConfiguration];
