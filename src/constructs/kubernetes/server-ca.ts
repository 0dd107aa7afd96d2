import { dataKeyProblem, secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { flag, type Shapes, text } from '../props/shape.ts';
import { type MountedSecret, mountedSecret } from './mounted-secret.ts';

/** How the certificate of a server is trusted. */
export interface ServerCaProps {
  /**
   * Name of a Secret in Jaeger's namespace with the CA that signed the server's certificate. Pods read it when they start.
   *
   * @default - the CAs that the Jaeger images trust
   */
  readonly caSecretName?: string;
  /**
   * Key of the CA certificate in that Secret.
   *
   * @default 'ca.crt'
   */
  readonly caSecretKey?: string;
}

/** Whether a server speaks TLS, where its address does not tell, and how its certificate is trusted. */
export interface ServerTlsProps extends ServerCaProps {
  /**
   * Whether the server speaks TLS.
   *
   * @default - true with `caSecretName`
   */
  readonly tls?: boolean;
}

/** What kinds of values they are. */
export const serverCaShapes: Shapes<ServerCaProps> = { caSecretName: text, caSecretKey: text };

/** What kinds of values they are. */
export const serverTlsShapes: Shapes<ServerTlsProps> = { ...serverCaShapes, tls: flag };

/** Whether a server with such props speaks TLS. */
export function speaksTls({ tls, caSecretName }: ServerTlsProps): boolean {
  return tls ?? caSecretName !== undefined;
}

/** Why a server's certificate cannot be trusted so, undefined entries where it can. */
export function serverTlsProblems(props: ServerTlsProps): (string | undefined)[] {
  const { tls, caSecretName } = props;
  return [
    ...serverCaProblems(props),
    caSecretName !== undefined && tls === false
      ? `caSecretName needs tls, got '${caSecretName}' with tls false`
      : undefined,
  ];
}

/** Why no Secret holds a CA so, undefined entries where one does. */
export function serverCaProblems(props: ServerCaProps): (string | undefined)[] {
  const { caSecretName, caSecretKey } = props;
  return [
    caSecretName === undefined ? undefined : secretNameProblem(caSecretName, 'caSecretName'),
    caSecretKey === undefined ? undefined : dataKeyProblem('caSecretKey', caSecretKey),
    caSecretName === undefined && caSecretKey !== undefined
      ? `caSecretKey needs caSecretName, got '${caSecretKey}' alone`
      : undefined,
  ];
}

/** A CA as a file in containers. */
export interface ServerCa extends MountedSecret {
  /** Path of the file. */
  readonly file: string;
}

/**
 * The CA of a server where containers find it; undefined where none is named.
 *
 * @param server - what the server is called in names of volumes and in paths, such as `elasticsearch`
 */
export function serverCa(
  { caSecretName, caSecretKey = 'ca.crt' }: ServerCaProps,
  server: string,
): ServerCa | undefined {
  if (caSecretName === undefined) return undefined;
  const folder = `/etc/jaeger/${server}`;
  return {
    ...mountedSecret(caSecretName, `${server}-ca`, folder),
    file: `${folder}/${caSecretKey}`,
  };
}
