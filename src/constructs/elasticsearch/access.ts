import { type MountedSecret, mountedSecret } from '../kubernetes/mounted-secret.ts';
import { type SecretVariable, secretVariables } from '../kubernetes/secret-variables.ts';
import { type ServerCa, serverCa } from '../kubernetes/server-ca.ts';
import type { IndexStorage } from './storage.ts';

/** What containers are given to log in, and to trust the servers. */
export interface IndexAccess {
  /** User and password. */
  readonly variables: readonly SecretVariable[];
  /** Folders of the files below. */
  readonly secrets: readonly MountedSecret[];
  /** File of the CA that the servers' certificates are signed by. */
  readonly caFile?: string | undefined;
  /** File of the password, where it is no variable. */
  readonly passwordFile?: string | undefined;
  /** File of an API key. */
  readonly apiKeyFile?: string | undefined;
  /** File of a bearer token. */
  readonly tokenFile?: string | undefined;
  /** Files of the certificate that Jaeger shows to the servers. */
  readonly certificate?: { readonly file: string; readonly keyFile: string } | undefined;
}

/** Variable with the name of the user. */
const userVariable = 'ES_USERNAME';

/** What containers that connect to a storage are given for it. */
export function indexAccess(storage: IndexStorage): IndexAccess {
  const { apiKeySecretName: apiKey, tokenSecretName: token } = storage;
  const { clientCertificateSecretName: certificate } = storage;
  const ca: ServerCa | undefined = serverCa(storage, 'elasticsearch');
  const login = secretOf(apiKey ?? token, 'login');
  const own = secretOf(certificate, 'certificate');
  return {
    variables: secretVariables(storage.secretName, [userVariable, 'ES_PASSWORD']),
    secrets: [ca, login, own].filter((secret) => secret !== undefined),
    caFile: ca?.file,
    apiKeyFile: login && apiKey !== undefined ? `${login.folder}/api-key` : undefined,
    tokenFile: login && token !== undefined ? `${login.folder}/token` : undefined,
    certificate: own && { file: `${own.folder}/tls.crt`, keyFile: `${own.folder}/tls.key` },
  };
}

/**
 * The same for Jaeger v2, which reads a password from a file, too, and so follows when it is changed. Jaeger v1 ends when such a file
 * changes: it registers the metrics of its new client under labels that the first had not (jaeger v1.65.0 plugin/storage/es/factory.go
 * Initialize and onPrimaryPasswordChange, tried with the program).
 */
export function followedAccess(storage: IndexStorage): IndexAccess {
  const access = indexAccess(storage);
  const user = secretOf(storage.secretName, 'login');
  if (user === undefined) return access;
  return {
    ...access,
    variables: access.variables.filter(({ name }) => name === userVariable),
    secrets: [...access.secrets, user],
    passwordFile: `${user.folder}/ES_PASSWORD`,
  };
}

/** Whether Jaeger writes to aliases that something moves. */
export function behindAliases({ rotation }: IndexStorage): boolean {
  return rotation?.manualRollover !== undefined || rotation?.autoRollover !== undefined;
}

function secretOf(secretName: string | undefined, use: string): MountedSecret | undefined {
  if (secretName === undefined) return undefined;
  return mountedSecret(secretName, `elasticsearch-${use}`, `/etc/jaeger/elasticsearch-${use}`);
}
