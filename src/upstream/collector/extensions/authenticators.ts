import { own, type UnknownRecord } from '../../values/unknown.ts';

/** What an authenticator is for: to log in, or to check who does. */
type Side = 'client' | 'server';

/**
 * Sides of authenticators that have one alone, by the type of the extension without underscores.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 README of each extension.
 */
const sides: Readonly<Record<string, readonly Side[]>> = {
  oidc: ['server'],
  oidcauth: ['server'],
  oauth2client: ['client'],
  asapclient: ['client'],
  sigv4auth: ['client'],
  headerssetter: ['client'],
  googleclientauth: ['client'],
};

/** What an authenticator can be used for; undefined when that is not known. */
export function authenticatorSides(
  type: string,
  settings: UnknownRecord,
): readonly Side[] | undefined {
  const name = type.replaceAll('_', '');
  if (name === 'basicauth') {
    const client = own(settings, 'client_auth');
    const server = own(settings, 'htpasswd');
    if ((client === undefined) === (server === undefined)) return undefined;
    return [client === undefined ? 'server' : 'client'];
  }
  return Object.hasOwn(sides, name) ? sides[name] : undefined;
}

/** What a client authenticator puts into each request, as a message names it, by the type without underscores. */
const sentLogins: Readonly<Record<string, string>> = {
  basicauth: 'a user and a password',
  bearertokenauth: 'a token',
  oauth2client: 'a token',
};

/**
 * What an authenticator adds to each request of its client that lets whoever reads it log in as well; undefined where it signs,
 * or where that is not known. Over gRPC these three send nothing without TLS: the client is refused, and the collector ends.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 extension/basicauthextension, bearertokenauthextension and
 * oauth2clientauthextension, RequireTransportSecurity; opentelemetry-collector#13929.
 */
export function loginSentBy(type: string): string | undefined {
  const name = type.replaceAll('_', '');
  return Object.hasOwn(sentLogins, name) ? sentLogins[name] : undefined;
}
