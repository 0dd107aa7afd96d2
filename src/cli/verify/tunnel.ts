import { Duplex, PassThrough, Writable } from 'node:stream';
import { type KubeConfig, PortForward } from '@kubernetes/client-node';
import { NotAllowed, type PodName } from '../../verify/cluster.ts';

/**
 * A connection to a port of a pod, through the API server. It is one WebSocket, and gone with it: nothing listens here.
 *
 * @throws NotAllowed when one may not, or Error when the API server does not let us to the pod
 */
export async function openTunnel(config: KubeConfig, pod: PodName, port: number): Promise<Duplex> {
  const sending = new PassThrough();
  const tunnel = new Duplex({
    read: () => {},
    write: (chunk, _, done) => {
      sending.write(chunk, done);
    },
    // what has been asked is still to be answered, so that nothing ends here
    final: (done) => done(),
  });
  // whoever uses it listens for errors, but one may come before that
  tunnel.on('error', () => {});
  const receiving = new Writable({
    write: (chunk, _, done) => {
      tunnel.push(chunk);
      done();
    },
  });
  const complaints = new Writable({
    write: (chunk: Buffer, _, done) => {
      if (chunk.length > 0) tunnel.destroy(new Error(shortened(chunk.toString('utf8'), port)));
      done();
    },
  });
  const forward = new PortForward(config);
  const socket = await forward
    .portForward(pod.namespace, pod.name, [port], receiving, complaints, sending)
    .catch((error: unknown) => {
      throw refusalOf(error, pod);
    });
  // only with a count of retries it is a function
  if (typeof socket === 'function')
    throw new Error('the client has retried, which nobody asked for');
  socket.addEventListener('close', () => {
    if (!tunnel.destroyed) tunnel.push(null);
  });
  tunnel.once('close', () => socket.close());
  return tunnel;
}

function refusalOf(error: unknown, { namespace, name }: PodName): Error {
  const message = String((error as { message?: unknown } | undefined)?.message ?? error);
  const status = /Unexpected server response: (\d+)/.exec(message)?.[1];
  if (status === '403') {
    return new NotAllowed(`create and get pods/portforward in namespace ${namespace}`);
  }
  return new Error(`cannot connect to pod ${namespace}/${name}: ${message}`);
}

/** A complaint of the node, without where in it the pod runs. */
function shortened(complaint: string, port: number): string {
  if (/connection refused/.test(complaint)) return `connection refused at port ${port}`;
  return complaint.trim().slice(0, 300);
}
