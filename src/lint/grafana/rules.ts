import type { Rule } from '../rule.ts';
import { access } from './access.ts';
import { apiVersion } from './api-version.ts';
import { dollar } from './dollar.ts';
import { duplicate } from './duplicate.ts';
import { duplicateFile } from './duplicate-file.ts';
import { missingUid } from './missing-uid.ts';
import { missingUrl } from './missing-url.ts';
import { noInstance } from './no-instance.ts';
import { severalDefaults } from './several-defaults.ts';
import { type } from './type.ts';
import { uid } from './uid.ts';
import { unreadFile } from './unread-file.ts';
import { unreadableFile } from './unreadable-file.ts';
import { url } from './url.ts';

/** Rules about Grafana's data sources, by id. */
export const grafanaRules: readonly Rule[] = [
  access,
  apiVersion,
  dollar,
  duplicate,
  duplicateFile,
  missingUid,
  missingUrl,
  noInstance,
  severalDefaults,
  type,
  uid,
  unreadFile,
  unreadableFile,
  url,
];
