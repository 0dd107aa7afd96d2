import type { Rule } from '../rule.ts';
import { provider } from './provider/rule.ts';

/** Rules about Istio, by id. */
export const istioRules: readonly Rule[] = [provider];
