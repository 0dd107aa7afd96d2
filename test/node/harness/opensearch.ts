import { join } from 'node:path';
import { classPath } from '../../cluster/harness/java.ts';
import type { JavaProgram } from '../../cluster/harness/programs.ts';
import { Store } from '../../cluster/harness/store.ts';
import { nodeAddress } from './network.ts';

/** The variable that names a JDK of release 21 or newer, which OpenSearch 3 needs and the others do not bear. */
const JDK = 'JAVA_21_HOME';

/** An OpenSearch outside of the cluster, under the name that stacks have for it. */
interface OpenSearch {
  readonly program: JavaProgram;
  readonly port: number;
}

const openSearches: Readonly<Record<string, OpenSearch>> = {
  'opensearch-2.example.com': { program: openSearch('2.19.6', 'opensearch-2'), port: 9202 },
  'opensearch-3.example.com': {
    program: {
      ...openSearch('3.9.0', 'opensearch-3'),
      jdk: process.env[JDK] ?? '',
      options: ['--add-modules', 'jdk.incubator.vector'],
    },
    port: 9203,
  },
};

/** Names of all of them. */
export const openSearchHosts: readonly string[] = Object.keys(openSearches);

/** Why one of them cannot run here; undefined when it can. */
export function lackOfOpenSearch(host: string): string | undefined {
  return openSearches[host]?.program.jdk === ''
    ? `${host} needs a JDK of release 21 or newer, which ${JDK} names`
    : undefined;
}

/** Builds or finds those that can run here. */
export async function openSearchPrograms(): Promise<void> {
  for (const [host, { program }] of Object.entries(openSearches)) {
    if (lackOfOpenSearch(host) === undefined) await classPath(program);
  }
}

/**
 * Starts one and waits until it answers.
 *
 * @param folder takes its data and its log
 */
export async function startOpenSearch(host: string, folder: string): Promise<Store> {
  const found = openSearches[host];
  if (found === undefined) throw new Error(`there is no OpenSearch ${host}`);
  const place = { address: nodeAddress, port: found.port };
  return Store.start(join(folder, host), place, found.program);
}

function openSearch(version: string, tool: string): JavaProgram {
  return { name: 'opensearch', version, tool, mainClass: 'Store' };
}
