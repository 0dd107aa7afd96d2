import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian and others put the plugins of containernetworking. */
export const cniFolders: readonly string[] = ['/usr/lib/cni', '/opt/cni/bin', '/usr/libexec/cni'];

/** Programs that a node needs beside those that are built, with the packages of Debian that have them. */
const programs: Readonly<Record<string, string>> = {
  containerd: 'containerd',
  runc: 'runc',
  ip: 'iproute2',
  iptables: 'iptables',
  ipset: 'ipset',
  nft: 'nftables',
  conntrack: 'conntrack',
  mount: 'mount',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  unshare: 'util-linux',
  java: 'default-jdk-headless',
  javac: 'default-jdk-headless',
  mvn: 'maven',
};

/** Why there can be no node on this machine, one line a reason; empty where there can be one. */
export function obstacles(): string[] {
  if (process.platform !== 'linux') {
    return [
      `a node needs Linux, for its namespaces and control groups; this is ${process.platform}`,
    ];
  }
  const found: string[] = [];
  if (process.getuid?.() !== 0) {
    found.push('a node needs root, to make namespaces and to start containers: run it as root');
  }
  const missing = Object.keys(programs).filter((name) => !isOnPath(name));
  const packages = new Set(missing.map((name) => programs[name] ?? name));
  if (cniFolder() === undefined) packages.add('containernetworking-plugins');
  if (packages.size > 0) {
    const what = [...missing, ...(cniFolder() === undefined ? ['the bridge plugin of CNI'] : [])];
    found.push(
      `there is no ${what.join(', ')}: apt-get install --no-install-recommends ${[...packages].join(' ')}`,
    );
  }
  return found;
}

/** Folder with the plugins of containernetworking; undefined where they are not installed. */
export function cniFolder(): string | undefined {
  return cniFolders.find((folder) => existsSync(join(folder, 'bridge')));
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      // not in this folder
      return false;
    }
  });
}
