import type { Rule } from '../rule.ts';
import { credentials } from './credentials.ts';
import { enabled } from './enabled.ts';
import { endpoint } from './endpoint.ts';
import { exampleBlock } from './example-block.ts';
import { jaegerEnvironment } from './jaeger-environment.ts';
import { observability } from './observability.ts';
import { operatorFields } from './operator-fields.ts';
import { place } from './place.ts';
import { unreadKey } from './unread-key.ts';

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
