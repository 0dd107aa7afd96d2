import { parseArgs } from 'node:util';
import { isPart, type Part, partNames } from './suite.ts';

/** Folder that takes what was measured. */
export const records = 'docs/measured';

/** How the suite is asked for. */
export const usage = `usage: npm run test:node -- [--only PART]... [--stack NAME]... [--keep] [--record] [--within MINUTES]
       npm run test:node -- --stay
       npm run test:node -- --existing-cluster [--only PART]... [--keep]
       npm run test:node -- --kwok [--only PART]... [--keep] [--within MINUTES]

  --only PART     run this part alone, and what it stands on: ${partNames.join(', ')}
  --stack NAME    apply this one alone: default, or an example, such as environments/dev
  --keep          keep the folder with all logs, also when nothing fails
  --record        write what evening and chaos measured to ${records}
  --within MINUTES
                  leave out what there is no time for, and say so; of these, the run itself takes about 15, and 4 with KWOK
  --stay          check nothing, and leave the node up, with what the stack stands on, until it is interrupted
  --existing-cluster
                  use the cluster of KUBECONFIG, which must have nodes, cert-manager and the store; objects are
                  created in it and deleted again
  --kwok          have KWOK play the node, which is done by itself where there can be none`;

/** Where the stack is applied: on a node of our own, on a cluster of the user's, or on a node that is played. */
export type Place = 'node' | 'existing' | 'played';

/** What a run is asked for. */
export interface Options {
  readonly place: Place;
  /** Of the cluster of the user's. */
  readonly kubeconfig?: string;
  /** All, when empty. */
  readonly only: readonly Part[];
  /** All, when empty. */
  readonly stacks: readonly string[];
  readonly keep: boolean;
  readonly record: boolean;
  readonly stay: boolean;
  readonly minutes?: number;
}

/**
 * Reads the command line.
 *
 * @returns undefined when it asks for help
 * @throws where it is wrong, or asks for what cannot be together
 */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      stack: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      within: { type: 'string' },
      stay: { type: 'boolean', default: false },
      'existing-cluster': { type: 'boolean', default: false },
      kwok: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const unknown = values.only.filter((name) => !isPart(name));
  if (unknown.length > 0) throw new Error(`unknown part ${unknown.join(', ')}\n${usage}`);
  const { within, 'existing-cluster': existing, kwok } = values;
  if (existing && kwok) throw new Error(`--kwok makes a cluster of its own\n${usage}`);
  const options: Options = {
    place: existing ? 'existing' : kwok ? 'played' : 'node',
    only: values.only.filter(isPart),
    stacks: values.stack,
    keep: values.keep,
    record: values.record,
    stay: values.stay,
    ...(within === undefined ? {} : { minutes: minutesOf(within) }),
    ...(existing ? { kubeconfig: kubeconfigOf(env) } : {}),
  };
  const problem = options.place === 'node' ? problemOfStay(options) : needOfNode(options);
  if (problem !== undefined) throw new Error(`${problem}\n${usage}`);
  return options;
}

/** What of it needs a node of our own; undefined when nothing does. */
export function needOfNode({ place, stacks, record, stay, minutes }: Options): string | undefined {
  const other = stacks.find((name) => name !== 'default');
  if (other !== undefined) return `--stack ${other} needs a node of our own`;
  if (record) return '--record needs a node of our own, whose releases are known';
  if (stay) return '--stay is about a node of our own';
  if (place === 'existing' && minutes !== undefined) {
    return '--within is about what is built for a node of our own';
  }
  return undefined;
}

function problemOfStay({ stay, only, stacks, record, minutes }: Options): string | undefined {
  const asks = only.length > 0 || stacks.length > 0 || record || minutes !== undefined;
  return stay && asks ? '--stay checks nothing, so it takes no other option but --keep' : undefined;
}

function kubeconfigOf({ KUBECONFIG }: Readonly<Record<string, string | undefined>>): string {
  if (KUBECONFIG) return KUBECONFIG;
  throw new Error('--existing-cluster needs KUBECONFIG to name the kubeconfig file of the cluster');
}

function minutesOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--within must be minutes, got ${text}\n${usage}`);
  return Number(text);
}
