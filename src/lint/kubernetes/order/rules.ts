import type { Rule } from '../../rule.ts';
import { definitionLast } from './definition-last/rule.ts';
import { injectedLast } from './injected-last/rule.ts';
import { namespaceLast } from './namespace-last/rule.ts';

/** Rules about the order of the manifests, by id. */
export const orderRules: readonly Rule[] = [definitionLast, injectedLast, namespaceLast];
