import type { Rule } from '../rule.ts';
import { definitionLast } from './definition-last.ts';
import { namespaceLast } from './namespace-last.ts';

/** Rules about the order of the manifests, by id. */
export const orderRules: readonly Rule[] = [definitionLast, namespaceLast];
