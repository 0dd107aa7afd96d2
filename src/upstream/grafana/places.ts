import type { Problem } from '../values/problem.ts';
import { own, record, type UnknownRecord } from '../values/unknown.ts';
import { tracingSettings } from './json-data.ts';

const secrets =
  /^(?:basicAuthPassword|password|tlsCACert|tlsClientCert|tlsClientKey|httpHeaderValue\d+)$/;
const plain =
  /^(?:httpHeaderName\d+|tlsAuth|tlsAuthWithCACert|tlsSkipVerify|serverName|oauthPassThru)$/;
const ofSource = /^(?:access|basicAuth|basicAuthUser|isDefault|uid|withCredentials)$/;

/**
 * Keys of a data source that stand where Grafana does not look for them, and passes over them without a word.
 *
 * Source: grafana v12 pkg/services/provisioning/datasources/types.go, pkg/services/datasources/service/datasource.go
 * httpClientOptions; grafana-json-datasource#298.
 */
export function misplacedSettings(datasource: UnknownRecord): Problem[] {
  return [
    ...misplaced(datasource, [], (key) => {
      if (secrets.test(key)) return 'under secureJsonData';
      return plain.test(key) || tracingSettings.includes(key) ? 'under jsonData' : undefined;
    }),
    ...misplaced(datasource.jsonData, ['jsonData'], (key) => {
      if (secrets.test(key)) return 'under secureJsonData';
      return ofSource.test(key) ? 'beside jsonData' : undefined;
    }),
    ...misplaced(datasource.secureJsonData, ['secureJsonData'], (key) => {
      if (plain.test(key)) return 'under jsonData';
      return ofSource.test(key) ? 'beside secureJsonData' : undefined;
    }),
  ];
}

function misplaced(
  value: unknown,
  place: readonly string[],
  placeOf: (key: string) => string | undefined,
): Problem[] {
  return Object.keys(record(value)).flatMap((key) => {
    const right = placeOf(key);
    const path = [...place, key];
    return right === undefined
      ? []
      : [{ path, message: `Grafana looks for ${key} ${right}, not here` }];
  });
}

/** What a setting of a data source is of no use without, where all of it stands in one place. */
export function halfLogins(datasource: UnknownRecord): Problem[] {
  const { jsonData, secureJsonData } = datasource;
  const lacks = (...keys: readonly string[]) =>
    keys.filter((key) => own(secureJsonData, key) === undefined);
  const headers = Object.keys(record(jsonData)).flatMap((key): [string[], string[]][] => {
    const [, number] = /^httpHeaderName(\d+)$/.exec(key) ?? [];
    return number === undefined ? [] : [[['jsonData', key], lacks(`httpHeaderValue${number}`)]];
  });
  const logins: [string[], string[]][] = [
    ...headers,
    [['basicAuth'], datasource.basicAuth === true ? lacks('basicAuthPassword') : []],
    [
      ['jsonData', 'tlsAuth'],
      own(jsonData, 'tlsAuth') === true ? lacks('tlsClientCert', 'tlsClientKey') : [],
    ],
    [
      ['jsonData', 'tlsAuthWithCACert'],
      own(jsonData, 'tlsAuthWithCACert') === true ? lacks('tlsCACert') : [],
    ],
  ];
  return logins
    .filter(([, missing]) => missing.length > 0)
    .map(([path, missing]) => ({
      path,
      message: `${path.at(-1)} needs ${missing.join(' and ')} under secureJsonData, there is none`,
    }));
}
