import type { Rule } from '../rule.ts';
import { clientType } from './client-type/rule.ts';
import { configFile } from './config-file/rule.ts';
import { endpoint } from './endpoint/rule.ts';
import { flag } from './flag/rule.ts';
import { ignoredKey } from './ignored-key/rule.ts';
import { operatorFields } from './operator-fields/rule.ts';
import { sampler } from './sampler/rule.ts';
import { samplingDiffers } from './sampling-differs/rule.ts';
import { serviceName } from './service-name/rule.ts';
import { settings } from './settings/rule.ts';
import { shell } from './shell/rule.ts';
import { valueType } from './value-type/rule.ts';
import { variable } from './variable/rule.ts';
import { yaml } from './yaml/rule.ts';

/** Rules about the tracing settings of Thanos, by id. */
export const thanosRules: readonly Rule[] = [
  clientType,
  configFile,
  endpoint,
  flag,
  ignoredKey,
  operatorFields,
  sampler,
  samplingDiffers,
  serviceName,
  settings,
  shell,
  valueType,
  variable,
  yaml,
];
