import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../../cluster/harness/objects.ts';

const ROOT = '/sys/fs/cgroup';
const EMPTY_SECONDS = 10;

/**
 * Moves this process into control groups of a name of its own, in each hierarchy that the machine has. What it starts is in
 * them, too, and so are all containers: their runtime puts them below its own group or, in version 2, beside it.
 */
export function joinControlGroups(name: string): void {
  for (const hierarchy of hierarchies()) {
    let group = hierarchy;
    for (const folder of [name, 'self']) {
      const inherited = cpuset.map((file) => [file, contentOf(join(group, file))] as const);
      group = join(group, folder);
      mkdirSync(group);
      // in version 1 these begin empty, and a group without them takes no process
      for (const [file, value] of inherited) {
        if (value !== undefined && contentOf(join(group, file)) === '') {
          writeFileSync(join(group, file), value);
        }
      }
    }
    writeFileSync(join(group, 'cgroup.procs'), '0');
  }
}

/** Removes the control groups of a name, whose processes have been told to end. */
export async function removeControlGroups(name: string): Promise<void> {
  for (const hierarchy of hierarchies()) await removeGroup(join(hierarchy, name));
}

const cpuset = ['cpuset.cpus', 'cpuset.mems'];

/** The one hierarchy of version 2, or those of version 1. */
function hierarchies(): string[] {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [ROOT, ...folders.map(({ name }) => join(ROOT, name))].filter(isHierarchy);
}

/** In version 2 each folder has processes; the root of a hierarchy alone has no type. */
function isHierarchy(folder: string): boolean {
  return existsSync(join(folder, 'cgroup.procs')) && !existsSync(join(folder, 'cgroup.type'));
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Files of a control group cannot be removed; they go with their folder. */
async function removeGroup(group: string): Promise<void> {
  if (!existsSync(group)) return;
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeGroup(join(group, entry.name));
  }
  const deadline = Date.now() + EMPTY_SECONDS * 1000;
  for (;;) {
    try {
      rmdirSync(group);
      return;
    } catch (error) {
      if (at(error, 'code') !== 'EBUSY' || Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
