import { at, type UnknownRecord } from '../upstream/values/unknown.ts';
import { printYaml } from '../yaml.ts';

/** What a run of kubectl has left behind. */
export interface KubectlAnswer {
  /** Exit code. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs kubectl with arguments and standard input, for the cluster that is meant. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<KubectlAnswer>;

/** Field manager of what is written. */
export const fieldManager = 'cdk8s-tracing';

/**
 * Field manager of whole objects that others have created, or that belong to another set. It differs from that of our own objects, which
 * are recognized by theirs.
 */
export const guestManager = `${fieldManager}-guest`;

/** Arguments of a server-side apply of standard input. */
export function applyArguments(more: readonly string[] = [], manager = fieldManager): string[] {
  return ['apply', '--server-side', `--field-manager=${manager}`, ...more, '-f', '-'];
}

/** Arguments of a patch of the object on standard input. */
export function patchArguments(
  type: string,
  patch: UnknownRecord,
  more: readonly string[] = [],
): string[] {
  const how = [`--type=${type}`, `--field-manager=${fieldManager}`, '-p', JSON.stringify(patch)];
  return ['patch', ...how, ...more, '-f', '-'];
}

/** Objects as standard input. */
export function inputOf(objects: readonly UnknownRecord[]): string {
  return printYaml(objects);
}

/**
 * One call for objects that name a namespace, and one for those that do not: with `--namespace`, kubectl refuses objects of another
 * namespace.
 */
export function byPlace(
  objects: readonly UnknownRecord[],
  namespace: string,
): { readonly place: readonly string[]; readonly objects: readonly UnknownRecord[] }[] {
  const named = (object: UnknownRecord) => Boolean(at(object, 'metadata', 'namespace'));
  return [
    { place: [], objects: objects.filter(named) },
    { place: ['--namespace', namespace], objects: objects.filter((one) => !named(one)) },
  ].filter((call) => call.objects.length > 0);
}

/** Whether kubectl was refused because the API server could not ask a webhook, which may pass by itself. */
export function isUnanswered({ code, stderr }: KubectlAnswer): boolean {
  return code !== 0 && /failed calling webhook|conversion webhook for .* failed/.test(stderr);
}

/** What kubectl complains of, a line each. */
export function complaintsOf({ stderr }: KubectlAnswer): string[] {
  return stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
