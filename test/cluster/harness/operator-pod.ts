import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kubectl } from './kubectl.ts';
import { at, isRecord, type KubeObject, listAt, nameOf, textAt } from './objects.ts';

/** The parts of an operator's Deployment that a local process takes over. */
export interface OperatorPod {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Container ports by name. */
  readonly namedPorts: Readonly<Record<string, number>>;
  /** Folders that Secrets are mounted at, by Secret. */
  readonly secretMounts: Readonly<Record<string, string>>;
}

/**
 * Reads the container that runs the operator out of its Deployment.
 *
 * @param image what the container's image matches
 */
export function operatorPod(deployment: KubeObject, image: RegExp): OperatorPod {
  const { namespace = '', name } = deployment.metadata;
  const template = at(deployment, 'spec', 'template');
  const containers = listAt(template, 'spec', 'containers');
  const container = containers.find((one) => image.test(textAt(one, 'image')));
  if (container === undefined)
    throw new Error(`${nameOf(deployment)} has no container of ${image}`);
  const serviceAccount = textAt(template, 'spec', 'serviceAccountName');
  const fields = new Map([
    ['metadata.namespace', namespace],
    ['metadata.name', `${name}-local`],
    ['spec.serviceAccountName', serviceAccount],
  ]);
  const annotations = at(template, 'metadata', 'annotations');
  const env = listAt(container, 'env').map((variable): [string, string] => [
    textAt(variable, 'name'),
    environmentValue(variable, fields, isRecord(annotations) ? annotations : {}),
  ]);
  return {
    namespace,
    name,
    serviceAccount,
    labels: at(template, 'metadata', 'labels') as Record<string, string>,
    args: listAt(container, 'args').map(String),
    env: Object.fromEntries(env),
    namedPorts: Object.fromEntries(
      listAt(container, 'ports').map((port) => [
        textAt(port, 'name'),
        Number(at(port, 'containerPort')),
      ]),
    ),
    secretMounts: secretMountsOf(template, container),
  };
}

/** Writes the Secrets that a pod mounts below `/tmp` into a folder that stands for `/tmp`. */
export async function mountSecrets(
  kubectl: Kubectl,
  pod: OperatorPod,
  temp: string,
): Promise<void> {
  for (const [secretName, mountPath] of Object.entries(pod.secretMounts)) {
    const secret = await kubectl.find('secrets', secretName, pod.namespace);
    if (secret === undefined) {
      throw new Error(
        `Deployment ${pod.namespace}/${pod.name} mounts Secret ${secretName}: missing`,
      );
    }
    const folder = join(temp, mountPath.replace(/^\/tmp\//, ''));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [file, content] of Object.entries(secret.data as Record<string, string>)) {
      writeFileSync(join(folder, file), Buffer.from(content, 'base64'), { mode: 0o600 });
    }
  }
}

function environmentValue(
  variable: unknown,
  fields: ReadonlyMap<string, string>,
  annotations: Readonly<Record<string, unknown>>,
): string {
  const source = at(variable, 'valueFrom');
  if (source === undefined) return String(at(variable, 'value') ?? '');
  const path = textAt(source, 'fieldRef', 'fieldPath');
  const annotation = /^metadata\.annotations\['(.+)'\]$/.exec(path)?.[1];
  if (annotation !== undefined) return String(annotations[annotation] ?? '');
  const value = fields.get(path);
  if (value === undefined) throw new Error(`no local value for the field reference ${path}`);
  return value;
}

function secretMountsOf(template: unknown, container: unknown): Record<string, string> {
  const mounts: Record<string, string> = {};
  for (const volume of listAt(template, 'spec', 'volumes')) {
    const secretName = at(volume, 'secret', 'secretName');
    const mount = listAt(container, 'volumeMounts').find(
      (one) => at(one, 'name') === at(volume, 'name'),
    );
    if (typeof secretName !== 'string' || mount === undefined) continue;
    const path = textAt(mount, 'mountPath');
    if (!path.startsWith('/tmp/')) throw new Error(`a Secret is mounted outside /tmp: ${path}`);
    mounts[secretName] = path;
  }
  return mounts;
}
