import type { Rule } from '../rule.ts';
import { credentials } from './credentials.ts';
import { elasticsearchLogin } from './elasticsearch-login.ts';
import { elasticsearchVersion } from './elasticsearch-version.ts';
import { indexJob } from './index-job.ts';
import { indexPrefix } from './index-prefix.ts';
import { indexPrefixDiffers } from './index-prefix-differs.ts';
import { privateCa } from './private-ca.ts';
import { retention } from './retention.ts';
import { rollover } from './rollover.ts';
import { sparkDependencies } from './spark-dependencies.ts';

/** Rules about the storage of traces, by id. */
export const storageRules: readonly Rule[] = [
  credentials,
  elasticsearchLogin,
  elasticsearchVersion,
  indexJob,
  indexPrefix,
  indexPrefixDiffers,
  privateCa,
  retention,
  rollover,
  sparkDependencies,
];
