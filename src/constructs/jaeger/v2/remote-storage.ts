import { hostPortProblem } from '../../../upstream/values/host-port.ts';
import {
  type ServerTlsProps,
  serverTlsProblems,
  serverTlsShapes,
} from '../../kubernetes/server-ca.ts';
import { making, refuse } from '../../props/refuse.ts';
import { argumentProblem, required, type Shapes, text } from '../../props/shape.ts';

/** A program that stores spans for Jaeger v2 and speaks its remote storage API, version 2, over gRPC. */
export interface RemoteStorageProps extends ServerTlsProps {
  /** Where it answers, as `host:port`. */
  readonly endpoint: string;
}

/** Storage that has been checked; made by `remoteStorage()`. */
export interface RemoteStorage extends RemoteStorageProps {
  /** Kind of storage, in Jaeger's words. */
  readonly type: 'grpc';
}

const shapes: Shapes<RemoteStorageProps & { readonly type: string }> = {
  ...serverTlsShapes,
  endpoint: required(text),
  type: text,
};

/**
 * Storage of a program of its own, for Jaeger v2.
 *
 * @throws if the endpoint is not `host:port`, or settings contradict each other
 */
export function remoteStorage(props: RemoteStorageProps): RemoteStorage {
  making('remoteStorage', () => check(props));
  return { ...props, type: 'grpc' };
}

function check(props: RemoteStorageProps): void {
  refuse(argumentProblem('props', shapes, props));
  refuse(
    hostPortProblem('endpoint', props.endpoint, 'storage.db.svc:17271'),
    ...serverTlsProblems(props),
  );
}
