import type { Rule } from '../rule.ts';
import { unknownSetting } from './unknown-setting/rule.ts';

/** Rules about ingress controllers, by id. */
export const ingressRules: readonly Rule[] = [unknownSetting];
