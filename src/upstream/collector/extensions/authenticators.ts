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
