import { dataKeyProblem, secretNameProblem } from '../../upstream/kubernetes/names.ts';
import {
  type EndpointAccess,
  headerValueProblem,
  type SecretHeader,
  type SecretKey,
} from '../edge/access.ts';
import { nameOf } from '../props/refuse.ts';
import { mapping, props, required, type Shapes, text } from '../props/shape.ts';

/** User and password in a Secret. */
export interface DatasourceLogin {
  /** Name of the Secret. */
  readonly secretName: string;
  /**
   * Key of the user's name.
   *
   * @default 'username'
   */
  readonly usernameKey?: string;
  /**
   * Key of the password.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;
}

/** How Grafana authenticates to what it queries. The Secrets are in the namespace of the data source. */
export interface DatasourceAccess {
  /**
   * User and password for HTTP basic authentication, in place of a header `authorization` that `query` asks for.
   *
   * @default - no login
   */
  readonly login?: DatasourceLogin;
  /**
   * Headers of every request, by name, each with its value in a Secret:
   * `{ Authorization: { secretName: 'jaeger', key: 'token', prefix: 'Bearer ' } }`.
   * Headers and certificates that `query` asks for need not be repeated; a header of the same name replaces that of
   * `query`.
   *
   * @default - what `query` asks for
   */
  readonly headers?: Readonly<Record<string, SecretHeader>>;
}

/** What kinds of values they are. */
export const accessShapes: Shapes<DatasourceAccess> = {
  login: props<DatasourceLogin>({
    secretName: required(text),
    usernameKey: text,
    passwordKey: text,
  }),
  headers: mapping,
};

/** A field of a data source whose value is in a Secret. */
export interface SecretField {
  /** Path of the field, such as `secureJsonData.basicAuthPassword`. */
  readonly path: readonly [string, ...string[]];
  readonly from: SecretKey;
  /** What goes before the value in the field. */
  readonly prefix?: string | undefined;
}

/** Header of a login by user and password (RFC 7617). */
const loginHeader = 'authorization';

function isSameHeader(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** Why Grafana would not get in so, undefined entries where it would. */
export function accessProblems({ login, headers = {} }: DatasourceAccess): (string | undefined)[] {
  const names = Object.keys(headers);
  const twice = names.find((name, index) =>
    names.slice(0, index).some((other) => isSameHeader(name, other)),
  );
  const rival = login && names.find((name) => isSameHeader(name, loginHeader));
  return [
    twice && `headers must name each header once, got ${nameOf(twice)} in two spellings`,
    rival && `headers.${rival} must not be set with login, which goes in the same header`,
    ...(login === undefined
      ? []
      : [
          secretNameProblem(login.secretName, 'login.secretName'),
          dataKeyProblem('login.usernameKey', login.usernameKey ?? 'username'),
          dataKeyProblem('login.passwordKey', login.passwordKey ?? 'password'),
        ]),
    ...Object.entries(headers).flatMap(([name, value]) => [
      // source: RFC 9110, field names
      /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)
        ? undefined
        : `headers must have names such as X-Api-Key, got ${nameOf(name)}`,
      headerValueProblem(`headers.${name}`, value),
    ]),
  ];
}

/**
 * What a data source says of its access: fields in the clear, and those whose values are in Secrets.
 *
 * Source: grafana docs, administration/provisioning (JSON data, secure JSON data).
 *
 * @param wanted - what the endpoint wants of those that ask it
 */
export function accessFields(
  { login, headers = {} }: DatasourceAccess,
  wanted: EndpointAccess = {},
): {
  readonly fields: object;
  readonly jsonData: object;
  readonly secrets: readonly SecretField[];
} {
  const { caSecretName, clientCertificateSecretName: certificate } = wanted;
  const ours = [...Object.keys(headers), ...(login ? [loginHeader] : [])];
  const named = [
    ...Object.entries(wanted.headers ?? {}).filter(
      ([name]) => !ours.some((one) => isSameHeader(one, name)),
    ),
    ...Object.entries(headers),
  ];
  const secure = (
    field: string,
    secretName: string,
    key: string,
    prefix?: string,
  ): SecretField => ({ path: ['secureJsonData', field], from: { secretName, key }, prefix });
  return {
    fields: login ? { basicAuth: true } : {},
    jsonData: {
      ...Object.fromEntries(named.map(([name], index) => [`httpHeaderName${index + 1}`, name])),
      ...(caSecretName && { tlsAuthWithCACert: true }),
      ...(certificate && { tlsAuth: true }),
    },
    secrets: [
      ...(login
        ? [
            {
              path: ['basicAuthUser'] as const,
              from: { secretName: login.secretName, key: login.usernameKey ?? 'username' },
            },
            secure('basicAuthPassword', login.secretName, login.passwordKey ?? 'password'),
          ]
        : []),
      ...named.map(([, { secretName, key, prefix }], index) =>
        secure(`httpHeaderValue${index + 1}`, secretName, key, prefix),
      ),
      ...(caSecretName ? [secure('tlsCACert', caSecretName, 'ca.crt')] : []),
      ...(certificate
        ? [
            secure('tlsClientCert', certificate, 'tls.crt'),
            secure('tlsClientKey', certificate, 'tls.key'),
          ]
        : []),
    ],
  };
}
