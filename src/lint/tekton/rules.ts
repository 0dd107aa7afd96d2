import type { Rule } from '../rule.ts';
import { credentials } from './credentials/rule.ts';
import { enabled } from './enabled/rule.ts';
import { endpoint } from './endpoint/rule.ts';
import { exampleBlock } from './example-block/rule.ts';
import { jaegerEnvironment } from './jaeger-environment/rule.ts';
import { observability } from './observability/rule.ts';
import { operatorFields } from './operator-fields/rule.ts';
import { place } from './place/rule.ts';
import { unreadKey } from './unread-key/rule.ts';

/** Rules about the tracing settings of Tekton, by id. */
export const tektonRules: readonly Rule[] = [
  credentials,
  enabled,
  endpoint,
  exampleBlock,
  jaegerEnvironment,
  observability,
  operatorFields,
  place,
  unreadKey,
];
