import type { Rule } from '../rule.ts';
import { access } from './access/rule.ts';
import { apiVersion } from './api-version/rule.ts';
import { dollar } from './dollar/rule.ts';
import { duplicate } from './duplicate/rule.ts';
import { duplicateFile } from './duplicate-file/rule.ts';
import { jaegerRelease } from './jaeger-release/rule.ts';
import { misplacedSetting } from './misplaced-setting/rule.ts';
import { missingUid } from './missing-uid/rule.ts';
import { missingUrl } from './missing-url/rule.ts';
import { noInstance } from './no-instance/rule.ts';
import { setting } from './setting/rule.ts';
import { severalDefaults } from './several-defaults/rule.ts';
import { type } from './type/rule.ts';
import { uid } from './uid/rule.ts';
import { unreadFile } from './unread-file/rule.ts';
import { unreadableFile } from './unreadable-file/rule.ts';
import { url } from './url/rule.ts';

/** Rules about Grafana's data sources, by id. */
export const grafanaRules: readonly Rule[] = [
  access,
  apiVersion,
  dollar,
  duplicate,
  duplicateFile,
  jaegerRelease,
  misplacedSetting,
  missingUid,
  missingUrl,
  noInstance,
  setting,
  severalDefaults,
  type,
  uid,
  unreadFile,
  unreadableFile,
  url,
];
