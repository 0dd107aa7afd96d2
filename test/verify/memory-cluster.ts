import { type Duplex, duplexPair } from 'node:stream';
import type { ObjectReference } from '../../src/model/kubernetes/reference.ts';
import {
  at,
  isRecord,
  record,
  replaceAt,
  text,
  type UnknownRecord,
} from '../../src/upstream/values/unknown.ts';
import { type Access, type Cluster, NotAllowed, type PodName } from '../../src/verify/cluster.ts';
import { parseYaml } from '../../src/yaml.ts';

const clusterWide = [
  'Namespace',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

/** A cluster that is nothing but objects, ports and logs in memory. */
export class MemoryCluster implements Cluster {
  readonly name = 'memory';
  /** What is asked, by method: for tests of what needs which right. */
  readonly asked: Access[] = [];
  /** What one may not do. */
  forbidden: (access: Access) => boolean = () => false;
  private readonly objects = new Map<string, UnknownRecord>();
  private readonly ports = new Map<string, (connection: Duplex) => void>();
  private readonly written = new Map<string, { readonly now: string; readonly before: string }>();

  /** Takes the objects of a text, as kubectl apply does; what is there already stays beside it. */
  apply(yaml: string): void {
    for (const { value } of parseYaml(yaml, 'applied.yaml')) if (isRecord(value)) this.put(value);
  }

  put(object: UnknownRecord): void {
    this.objects.set(keyOf(referenceOf(object)), object);
  }

  /** Kinds of a version that there are objects of. */
  kindsOf(apiVersion: string): { readonly kind: string; readonly namespaced: boolean }[] {
    const kinds = new Set(
      [...this.objects.values()].flatMap((object) =>
        object.apiVersion === apiVersion ? referenceOf(object).kind : [],
      ),
    );
    return [...kinds].map((kind) => ({ kind, namespaced: !clusterWide.includes(kind) }));
  }

  /** All objects. */
  all(): readonly UnknownRecord[] {
    return [...this.objects.values()];
  }

  /** An object, given as `Kind namespace/name` or `Kind name`. */
  get(title: string): UnknownRecord | undefined {
    return this.objects.get(title);
  }

  /** Changes a part of an object, given as `Kind namespace/name` or `Kind name`. */
  change(title: string, path: readonly (string | number)[], part: unknown): void {
    const found = this.objects.get(title);
    if (!found) throw new Error(`no ${title} among ${[...this.objects.keys()].join(', ')}`);
    this.objects.set(title, record(replaceAt(found, path, part)));
  }

  remove(title: string): void {
    if (!this.objects.delete(title)) throw new Error(`no ${title}`);
  }

  /** What answers at a port of a pod. */
  listen(pod: string, port: number, accept: (connection: Duplex) => void): void {
    this.ports.set(`${pod}:${port}`, accept);
  }

  /** Nothing answers there any more. */
  close(pod: string, port: number): void {
    this.ports.delete(`${pod}:${port}`);
  }

  /** What the container of a pod prints now, and what it printed in the run before. */
  log(pod: string, lines: string, before = lines): void {
    this.written.set(pod, { now: lines, before });
  }

  async version(): Promise<string> {
    return 'v1.36.3';
  }

  async read(reference: ObjectReference): Promise<UnknownRecord | undefined> {
    this.check({ ...reference, verb: 'get' });
    return this.objects.get(keyOf(reference));
  }

  async list(kind: Omit<ObjectReference, 'name'>): Promise<readonly UnknownRecord[]> {
    this.check({ ...kind, verb: 'list' });
    return [...this.objects.values()].filter((object) => {
      const { kind: other, namespace } = referenceOf(object);
      return other === kind.kind && ['', namespace].includes(kind.namespace);
    });
  }

  async serves({
    apiVersion,
    kind,
  }: Pick<ObjectReference, 'apiVersion' | 'kind'>): Promise<boolean> {
    const defined = [...this.objects.values()].some(
      (object) =>
        object.kind === 'CustomResourceDefinition' &&
        at(object, 'spec', 'group') === apiVersion.split('/')[0] &&
        at(object, 'spec', 'names', 'kind') === kind,
    );
    return defined || this.kindsOf(apiVersion).some((one) => one.kind === kind);
  }

  async allows(access: Access): Promise<boolean> {
    return !this.forbidden(access);
  }

  async connect({ namespace, name }: PodName, port: number): Promise<Duplex> {
    const pods = { apiVersion: 'v1', kind: 'Pod', namespace };
    this.check({ ...pods, verb: 'get', subresource: 'portforward' });
    const [here, there] = duplexPair();
    here.on('error', () => {});
    const accept = this.ports.get(`${name}:${port}`);
    if (accept) accept(there);
    else here.destroy(new Error(`connection refused at port ${port}`));
    // a refusal may come before whoever asked gets to listen
    await new Promise((resolve) => setImmediate(resolve));
    return here;
  }

  async logs(
    { namespace, name }: PodName,
    _container = '',
    { previous } = { previous: false },
  ): Promise<string> {
    this.check({ apiVersion: 'v1', kind: 'Pod', namespace, verb: 'get', subresource: 'log' });
    return this.written.get(name)?.[previous ? 'before' : 'now'] ?? '';
  }

  private check(access: Access): void {
    this.asked.push(access);
    if (!this.forbidden(access)) return;
    const { verb, kind, subresource, namespace } = access;
    throw new NotAllowed(
      `${verb} ${[kind, subresource].filter(Boolean).join('/')} in ${namespace}`,
    );
  }
}

function referenceOf(object: UnknownRecord): ObjectReference {
  return {
    apiVersion: text(object.apiVersion) ?? '',
    kind: text(object.kind) ?? '',
    namespace: text(at(object, 'metadata', 'namespace')) ?? '',
    name: text(at(object, 'metadata', 'name')) ?? '',
  };
}

function keyOf({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${clusterWide.includes(kind) || !namespace ? name : `${namespace}/${name}`}`;
}
