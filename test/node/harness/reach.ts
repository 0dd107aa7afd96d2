import { run } from '../../cluster/harness/run-program.ts';

const SECONDS = 3;

// connects to each of its arguments, and prints those that let it
const program = `
const reach = (address) => new Promise((resolve) => {
  const [host, port] = address.split(':');
  const socket = require('node:net').connect(Number(port), host);
  const end = (reached) => { socket.destroy(); resolve(reached ? [address] : []); };
  socket.setTimeout(${SECONDS * 1000}, () => end(false));
  socket.on('connect', () => end(true)).on('error', () => end(false));
});
Promise.all(process.argv.slice(1).map(reach)).then((all) => console.log(JSON.stringify(all.flat())));
`;

/**
 * Which addresses, as `host:port`, take a connection from the network of a pod.
 *
 * @param pid a process of the pod
 */
export async function reachedFrom(
  pid: number,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const inside = ['nsenter', `--net=/proc/${pid}/ns/net`];
  const [enter = '', ...args] = [...inside, process.execPath, '-e', program, '--', ...addresses];
  const { stdout } = await run(enter, args);
  return new Set(JSON.parse(stdout) as string[]);
}
