import type { Problem } from '../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../values/settings.ts';
import { at, list, own, record, text, type UnknownRecord } from '../../values/unknown.ts';
import { permissionProblems } from './permissions.ts';
import {
  type Asked,
  isFixed,
  isNone,
  missing,
  negative,
  shown,
  type TypeCheck,
  told,
} from './type-check.ts';

const headerSources = ['from_context', 'from_attribute', 'value', 'value_file'];

const header: TypeCheck = (section) => {
  const { action } = section;
  if (isNone(section, 'key')) return told('', 'key must be set, got none');
  if (action === 'delete' || isVariable(action)) return [];
  const fixed = headerSources.filter((key) => !isVariable(own(section, key) ?? '${'));
  if (fixed.length > 1) {
    return told('', `one of ${headerSources.join(', ')} must be set, got ${fixed.join(' and ')}`);
  }
  return headerSources.some((key) => Object.hasOwn(section, key))
    ? []
    : told('', `one of ${headerSources.join(', ')} must be set, got none`);
};

const bearerToken: TypeCheck = (section, { since }) => {
  const both = isFixed(section, 'token') && list(section.tokens).length > 0;
  return both && since('0.158.0')
    ? told('tokens', 'tokens must not be set beside token, got both')
    : missing(section, 'token', 'tokens', 'filename');
};

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const oauth2Client: TypeCheck = (section, { since }) => {
  const problems = missing(section, 'client_id', 'client_id_file');
  const grant = text(own(section, 'grant_type')) ?? '';
  if (isVariable(grant)) return problems;
  if (grant !== jwtBearer) {
    return [...problems, ...missing(section, 'client_secret', 'client_secret_file')];
  }
  return since('0.158.0')
    ? [...problems, ...missing(section, 'client_certificate_key', 'client_certificate_key_file')]
    : problems;
};

const oidcProvider: TypeCheck = (section) => [
  // a newer setting may do without
  ...(Object.keys(section).some((key) => key.startsWith('ignore_'))
    ? []
    : missing(section, 'audience')),
  ...missing(section, 'issuer_url'),
];

const oidcKeys = ['audience', 'groups_claim', 'issuer_ca_path', 'issuer_url', 'username_claim'];

const oidc: TypeCheck = (section, asked) =>
  oidcKeys.some((key) => isFixed(section, key)) ? oidcProvider(section, asked) : [];

const fileStorage: TypeCheck = (section, asked) => {
  if (!asked.since('0.158.0')) return [];
  const compaction = record(section.compaction);
  return [
    ...negative(section, 'max_size'),
    ...negative(compaction, 'max_transaction_size').map(inCompaction),
    ...(compaction.on_rebound === true ? reboundProblems(section, compaction, asked) : []),
    ...(section.create_directory === true
      ? permissionProblems(section, 'directory_permissions')
      : []),
  ];
};

function inCompaction(problem: Problem): Problem {
  return { ...problem, path: ['compaction', ...(problem.path ?? [])] };
}

const mebibyte = 1024 * 1024;

/** Compaction while it runs, which wants a pause and has to fit in. */
function reboundProblems(
  section: UnknownRecord,
  compaction: UnknownRecord,
  { usual }: Asked,
): Problem[] {
  const pause = settingDuration(compaction.check_interval);
  const most = settingNumber(section.max_size) ?? 0;
  const tooBig = ['rebound_needed_threshold_mib', 'rebound_trigger_threshold_mib'].filter((key) => {
    const threshold = settingNumber(own(compaction, key) ?? usual(`compaction/${key}`)) ?? 0;
    return most > 0 && threshold * mebibyte > most;
  });
  return [
    ...(pause !== undefined && pause <= 0
      ? told(
          ['compaction', 'check_interval'],
          `check_interval must be more than 0, got ${shown(compaction.check_interval)}`,
        )
      : []),
    ...tooBig.flatMap((key) => told('max_size', `max_size must be at least ${key}, got ${most}`)),
  ];
}

/** A list of headers, without which nothing is set. */
const headersSetter: TypeCheck = (section) => missing(section, 'headers');

const zpages: TypeCheck = (section) =>
  at(section, 'endpoint') === '' ? told('endpoint', 'endpoint must be set, got none') : [];

/**
 * What extensions refuse.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 extension/{bearertokenauth,headerssetter,oauth2clientauth}extension and
 * extension/storage/filestorage, v0.88.0 extension/{bearertokenauth,oauth2clientauth,oidcauth}extension; opentelemetry-collector
 * v0.158.0 extension/zpagesextension.
 */
export const extensionChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:extension/bearertokenauthextension.Config': bearerToken,
  'contrib:extension/headerssetterextension.Config': headersSetter,
  'contrib:extension/headerssetterextension.HeaderConfig': header,
  'contrib:extension/oauth2clientauthextension.Config': oauth2Client,
  'contrib:extension/oidcauthextension.Config': oidc,
  'contrib:extension/oidcauthextension.ProviderCfg': oidcProvider,
  'contrib:extension/storage/filestorage.Config': fileStorage,
  'core:extension/zpagesextension.Config': zpages,
};
