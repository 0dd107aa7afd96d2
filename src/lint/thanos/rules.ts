import type { Rule } from '../rule.ts';
import { clientType } from './client-type.ts';
import { configFile } from './config-file.ts';
import { endpoint } from './endpoint.ts';
import { flag } from './flag.ts';
import { ignoredKey } from './ignored-key.ts';
import { operatorFields } from './operator-fields.ts';
import { sampler } from './sampler.ts';
import { samplingDiffers } from './sampling-differs.ts';
import { serviceName } from './service-name.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { valueType } from './value-type.ts';
import { variable } from './variable.ts';
import { yaml } from './yaml.ts';

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
