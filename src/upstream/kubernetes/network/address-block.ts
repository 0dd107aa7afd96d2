import { BlockList, isIP } from 'node:net';

/** Addresses in CIDR notation, taken apart. */
interface Block {
  readonly network: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Takes a block apart; undefined for what is none. */
function readBlock(cidr: string): Block | undefined {
  const [network = '', prefix = '', ...rest] = cidr.split('/');
  const family = isIP(network);
  const bits = family === 4 ? 32 : 128;
  const fits = family !== 0 && rest.length === 0 && /^\d+$/.test(prefix) && Number(prefix) <= bits;
  return fits
    ? { network, prefix: Number(prefix), family: family === 4 ? 'ipv4' : 'ipv6' }
    : undefined;
}

/** Why a text is no block of addresses. */
export function blockProblem(what: string, cidr: string): string | undefined {
  return readBlock(cidr)
    ? undefined
    : `${what} must be addresses such as 10.1.0.0/16, got '${cidr}'`;
}

/** Why addresses cannot be taken out of a block; both have been checked to be blocks. */
export function exceptProblem(what: string, except: string, cidr: string): string | undefined {
  const [inner, outer] = [readBlock(except), readBlock(cidr)];
  if (!inner || !outer) return undefined;
  return inner.prefix > outer.prefix && addressInBlock(inner.network, cidr)
    ? undefined
    : `${what} must be a part of ${cidr}, got '${except}'`;
}

/** Whether an address is in a block; undefined for what is no block. */
export function addressInBlock(address: string, cidr: string): boolean | undefined {
  const block = readBlock(cidr);
  if (!block) return undefined;
  const list = new BlockList();
  list.addSubnet(block.network, block.prefix, block.family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
