import { secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { type Shapes, text } from '../props/shape.ts';

/**
 * How Jaeger authenticates to the server: not at all, or by one of a user, an API key and a token; a client
 * certificate may be added to each.
 */
export interface IndexLoginProps {
  /**
   * Name of a Secret in Jaeger's namespace with the keys `ES_USERNAME` and `ES_PASSWORD`. `jaegerV2` reads the
   * password again each minute, and the user name when its pods start; `jaeger` reads both when its pods start.
   *
   * @default - no user
   */
  readonly secretName?: string;
  /**
   * Name of a Secret in Jaeger's namespace with an API key under `api-key`, in the encoded form that Elasticsearch
   * returns; it is read again each minute. With `jaegerV2` only, since the jobs of Jaeger v1 can authenticate by user
   * only.
   *
   * @default - no API key
   */
  readonly apiKeySecretName?: string;
  /**
   * Name of a Secret in Jaeger's namespace with a bearer token under `token`; it is read again each minute. With
   * `jaegerV2` only, for the same reason.
   *
   * @default - no token
   */
  readonly tokenSecretName?: string;
  /**
   * Name of a Secret in Jaeger's namespace with the certificate that Jaeger shows to the servers, under `tls.crt`, and its key, under
   * `tls.key`, as Secrets of type `kubernetes.io/tls` have them. `jaegerV2` reads them again each hour, pods of `jaeger` when they start.
   *
   * @default - no certificate
   */
  readonly clientCertificateSecretName?: string;
}

/** What kinds of values they are. */
export const indexLoginShapes: Shapes<IndexLoginProps> = {
  secretName: text,
  apiKeySecretName: text,
  tokenSecretName: text,
  clientCertificateSecretName: text,
};

const logins = ['secretName', 'apiKeySecretName', 'tokenSecretName'] as const;

/** Why nobody can log in so, undefined entries where Jaeger can. */
export function indexLoginProblems(props: IndexLoginProps): (string | undefined)[] {
  const given = logins.filter((name) => props[name] !== undefined);
  return [
    ...[...logins, 'clientCertificateSecretName' as const].map((name) => {
      const secret = props[name];
      return secret === undefined ? undefined : secretNameProblem(secret, name);
    }),
    given.length > 1
      ? `${given[1]} must not be set with ${given[0]}, since Jaeger logs in one way, got both`
      : undefined,
  ];
}

/** The prop that has a Jaeger log in without a user; undefined for a user, and for nobody. */
export function loginWithoutUser(
  props: IndexLoginProps,
): 'apiKeySecretName' | 'tokenSecretName' | undefined {
  if (props.apiKeySecretName !== undefined) return 'apiKeySecretName';
  return props.tokenSecretName === undefined ? undefined : 'tokenSecretName';
}
