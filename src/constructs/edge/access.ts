import { dataKeyProblem, secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { nameOf } from '../props/refuse.ts';
import { mapping, props, required, type Shapes, text } from '../props/shape.ts';

/** One value of a Secret. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly secretName: string;
  /** Key in it. */
  readonly key: string;
}

/** The value of a header, from a Secret. */
export interface SecretHeader extends SecretKey {
  /**
   * Text before the value, such as `Bearer ` with its space; it is no secret.
   *
   * @default - none, the Secret has the whole value
   */
  readonly prefix?: string;
}

/** What a receiver requires of senders. The Secrets are in the namespace of whoever sends. */
export interface EndpointAccess {
  /**
   * Name of a Secret with the CA that signed the receiver's certificate, under `ca.crt`.
   *
   * @default - the CAs that the sender's image trusts
   */
  readonly caSecretName?: string;
  /**
   * Name of a Secret with the client certificate of the sender, under `tls.crt`, and its key, under `tls.key`.
   *
   * @default - no client certificate
   */
  readonly clientCertificateSecretName?: string;
  /**
   * Headers of every request (metadata over gRPC), by name in lower case, each with its value in a Secret:
   * `{ 'x-api-key': { secretName: 'vendor', key: 'api-key' } }`. Pods read them when they start.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, SecretHeader>>;
}

/** What kinds of values it has. */
export const accessShapes: Shapes<EndpointAccess> = {
  caSecretName: text,
  clientCertificateSecretName: text,
  headers: mapping,
};

/**
 * Why nobody is let in so; undefined when somebody is.
 *
 * @param tls - whether the receiver speaks TLS
 */
export function accessProblem(access: EndpointAccess, tls: boolean): string | undefined {
  return certificateProblem(access, tls) ?? headersProblem(access.headers);
}

/** What an endpoint wants of its senders; undefined where it wants nothing. */
export function accessOf({
  caSecretName,
  clientCertificateSecretName,
  headers,
}: EndpointAccess): EndpointAccess | undefined {
  const some = headers !== undefined && Object.keys(headers).length > 0;
  return caSecretName === undefined && clientCertificateSecretName === undefined && !some
    ? undefined
    : { caSecretName, clientCertificateSecretName, headers };
}

function certificateProblem(access: EndpointAccess, tls: boolean): string | undefined {
  for (const name of ['caSecretName', 'clientCertificateSecretName'] as const) {
    const secret = access[name];
    if (secret === undefined) continue;
    const problem = secretNameProblem(secret, `${name}`);
    if (problem !== undefined) return problem;
    if (!tls) return `${name} needs tls, got '${secret}' without`;
  }
  return undefined;
}

// source: RFC 9110, field names; gRPC over HTTP/2, custom metadata, whose names are in lower case
const headerName = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

function headersProblem(headers: EndpointAccess['headers'] = {}): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name)) {
      return `headers must have names in lower case such as x-api-key, got ${nameOf(name)}`;
    }
    const problem = headerValueProblem(`headers.${name}`, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const secretHeader = required(
  props<SecretHeader>({ secretName: required(text), key: required(text), prefix: text }),
);

/** Why a header cannot have its value so, called `what`; undefined when it can. */
export function headerValueProblem(what: string, value: SecretHeader): string | undefined {
  // never repeated, since it would be the secret itself
  if (typeof value === 'string') {
    return `${what} must be { secretName, key }, a Secret and a key in it, never the value itself`;
  }
  return (
    secretHeader.problem(what, value) ??
    secretNameProblem(value.secretName, `${what}.secretName`) ??
    dataKeyProblem(`${what}.key`, value.key) ??
    // printable, and no dollar, which collectors and Grafana would take for a variable
    (value.prefix === undefined || /^[ !-#%-~]*$/.test(value.prefix)
      ? undefined
      : `${what}.prefix must be a string such as 'Bearer ' without a dollar, got ${nameOf(value.prefix)}`)
  );
}
