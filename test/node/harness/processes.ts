import { existsSync, readFileSync } from 'node:fs';

const LISTENING = '0A';

/** Ports of TCP that something listens on in the network namespace of a process, at an address that others can reach. */
export function listeningPorts(pid: number): Set<number> {
  const ports = new Set<number>();
  for (const table of [`/proc/${pid}/net/tcp`, `/proc/${pid}/net/tcp6`]) {
    if (!existsSync(table)) continue;
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const [, local = '', , state] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      if (state === LISTENING && !isLoopback(address)) ports.add(Number.parseInt(port, 16));
    }
  }
  return ports;
}

/** Arguments of a process, its program first. */
export function argumentsOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
}

/** Environment of a process, as it was started. */
export function environmentOf(pid: number): Map<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return new Map(
    entries
      .filter((entry) => entry.includes('='))
      .map((entry) => {
        const end = entry.indexOf('=');
        return [entry.slice(0, end), entry.slice(end + 1)];
      }),
  );
}

/** The kernel writes addresses as words of the machine's byte order. */
function isLoopback(address: string): boolean {
  return /^(?:0100007F|0{24}01000000|0{16}FFFF00000100007F)$/.test(address);
}
