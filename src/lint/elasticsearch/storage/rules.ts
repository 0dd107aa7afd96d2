import type { Rule } from '../../rule.ts';
import { aliases } from './aliases/rule.ts';
import { credentials } from './credentials/rule.ts';
import { elasticsearchLogin } from './elasticsearch-login/rule.ts';
import { elasticsearchVersion } from './elasticsearch-version/rule.ts';
import { indexJob } from './index-job/rule.ts';
import { indexPrefix } from './index-prefix/rule.ts';
import { indexPrefixDiffers } from './index-prefix-differs/rule.ts';
import { maxDocCount } from './max-doc-count/rule.ts';
import { oldQuery } from './old-query/rule.ts';
import { privateCa } from './private-ca/rule.ts';
import { retention } from './retention/rule.ts';
import { rollover } from './rollover/rule.ts';
import { sparkDependencies } from './spark-dependencies/rule.ts';
import { undeleted } from './undeleted/rule.ts';

/** Rules about the storage of traces, by id. */
export const storageRules: readonly Rule[] = [
  aliases,
  credentials,
  elasticsearchLogin,
  elasticsearchVersion,
  indexJob,
  indexPrefix,
  indexPrefixDiffers,
  maxDocCount,
  oldQuery,
  privateCa,
  retention,
  rollover,
  sparkDependencies,
  undeleted,
];
