import { isSubstituted } from '../../upstream/values/substituted.ts';
import {
  isRecord,
  list,
  own,
  record,
  text,
  textMap,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { parseYaml, type YamlDocument } from '../../yaml.ts';

/** Where a manifest was read from; `parseYaml` gives it. */
type ManifestOrigin = Pick<YamlDocument, 'file' | 'index' | 'locate' | 'locateText'> &
  Partial<Pick<YamlDocument, 'duplicateKeys'>>;

/** One document, of a file or made by a program. */
export interface ManifestObject {
  readonly value: unknown;
  /**
   * Where it stands.
   *
   * @default - nowhere, the object was made by a program
   */
  readonly origin?: ManifestOrigin;
}

/**
 * The documents of a YAML or JSON text, each with its place.
 *
 * @param file - name for messages and positions
 * @throws YamlError as `parseYaml`
 */
export function readManifests(text: string, file: string): ManifestObject[] {
  return parseYaml(text, file).map((origin) => ({ value: origin.value, origin }));
}

/** A Kubernetes object with its identity. */
export interface KubeObject {
  readonly apiVersion: string;
  /** Part of `apiVersion` before the slash; empty for core objects. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** As written; empty for cluster-scoped objects, and for those that leave it to `kubectl -n` or to a template. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The whole object; nothing in it has been checked. */
  readonly value: UnknownRecord;
  /** Place in the order of application, from 0. */
  readonly order: number;
  /** Path of the object in its document: empty, `['items', n]` in a List, or `['objects', n]` in a Template. */
  readonly root: Path;
  readonly origin?: ManifestOrigin;
}

/** A value in an object; the path may run on into YAML that stands in a text. */
export interface Location {
  readonly object: KubeObject;
  readonly path: Path;
}

/** All objects of a cluster, findable by kind and name. */
export class ObjectIndex {
  /** In the order of application. */
  readonly all: readonly KubeObject[];
  /** Provisioning files of Grafana beside the objects, which no cluster knows, each as if it was one. */
  readonly provisioning: readonly KubeObject[];
  private readonly kinds = new Map<string, KubeObject[]>();
  private readonly names = new Map<string, KubeObject>();
  private readonly anywhere = new Map<string, KubeObject>();
  private readonly namespaceNames = new Set<string>();

  constructor(all: readonly KubeObject[], provisioning: readonly KubeObject[] = []) {
    this.all = all;
    this.provisioning = provisioning;
    for (const object of all) {
      const ofKind = this.kinds.get(object.kind);
      if (ofKind) ofKind.push(object);
      else this.kinds.set(object.kind, [object]);
      // the later of two objects of one name wins, as in the cluster
      this.names.set(nameKey(object.kind, object.namespace, object.name), object);
      this.anywhere.set(`${object.kind}\n${object.name}`, object);
      if (object.kind === 'Namespace') this.namespaceNames.add(object.name);
      else if (object.namespace) this.namespaceNames.add(object.namespace);
    }
  }

  /** Objects of a kind, of one API group or of any. */
  ofKind(kind: string, group?: string): readonly KubeObject[] {
    const objects = this.kinds.get(kind) ?? [];
    return group === undefined ? objects : objects.filter((object) => object.group === group);
  }

  /** The object of a name; one without a namespace is taken for any, and no namespace may be any, too. */
  find(kind: string, namespace: string, name: string): KubeObject | undefined {
    const exact = this.names.get(nameKey(kind, namespace, name));
    if (exact) return exact;
    return namespace
      ? this.names.get(nameKey(kind, '', name))
      : this.anywhere.get(`${kind}\n${name}`);
  }

  /** Whether a namespace is declared, or has an object. */
  hasNamespace(namespace: string): boolean {
    return this.namespaceNames.has(namespace);
  }
}

function nameKey(kind: string, namespace: string, name: string): string {
  return `${kind}\n${namespace}\n${name}`;
}

/** Takes documents for objects; Lists and Templates are expanded, what is no object is left out. */
export function readObjects(manifests: readonly ManifestObject[]): ObjectIndex {
  const objects: KubeObject[] = [];
  const visit = (value: unknown, root: Path, origin: ManifestOrigin | undefined) => {
    const kind = text(own(value, 'kind'));
    if (!isRecord(value) || kind === undefined) return;
    const members = memberField(kind, value);
    if (members !== undefined) {
      list(value[members]).forEach((item, index) => {
        visit(ofList(value, kind, item), [...root, members, index], origin);
      });
      return;
    }
    objects.push(readObject(value, kind, objects.length, root, origin));
  };
  for (const { value, origin } of manifests) visit(value, [], origin);
  const provisioning = manifests.filter(({ value }) => isProvisioning(value));
  return new ObjectIndex(
    objects,
    provisioning.map(({ value, origin }, index) => ({
      ...readObject(record(value), 'GrafanaProvisioning', objects.length + index, [], origin),
      name: origin?.file.split('/').at(-1) ?? '',
    })),
  );
}

/** Whether a document is a file with data sources that Grafana itself reads. */
function isProvisioning(value: unknown): boolean {
  const version = own(value, 'apiVersion');
  const sources = own(value, 'datasources');
  return (
    own(value, 'kind') === undefined &&
    (version === 1 || version === '1') &&
    Array.isArray(sources) &&
    sources.every((source) => text(own(source, 'type')) !== undefined)
  );
}

/** An item of a list of one kind, which need not say it again (apimachinery unstructured, decodeToList). */
function ofList({ apiVersion }: UnknownRecord, kind: string, item: unknown): unknown {
  const ofItems = kind.replace(/List$/, '');
  const isSaid = !isRecord(item) || item.kind !== undefined || ofItems === '' || ofItems === kind;
  return isSaid ? item : { apiVersion, kind: ofItems, ...item };
}

/** Where an object has others in it: in a List, or in a Template of OpenShift. */
function memberField(kind: string, value: UnknownRecord): 'items' | 'objects' | undefined {
  if (kind.endsWith('List') && Array.isArray(value.items)) return 'items';
  const template = kind === 'Template' && text(value.apiVersion)?.startsWith('template.openshift');
  return template || (kind === 'Template' && value.apiVersion === 'v1') ? 'objects' : undefined;
}

function readObject(
  value: UnknownRecord,
  kind: string,
  order: number,
  root: Path,
  origin: ManifestOrigin | undefined,
): KubeObject {
  const apiVersion = text(value.apiVersion) ?? '';
  const metadata = record(value.metadata);
  return {
    apiVersion,
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    kind,
    name: text(metadata.name) ?? '',
    namespace: known(text(metadata.namespace)),
    labels: textMap(metadata.labels),
    annotations: textMap(metadata.annotations),
    value,
    order,
    root,
    origin,
  };
}

function known(namespace: string | undefined): string {
  return namespace === undefined || isSubstituted(namespace) ? '' : namespace;
}

/** The elements of a list that are text, each with its path. */
export function textItems(value: unknown, path: Path): { text: string; path: Path }[] {
  return list(value).flatMap((item, index) =>
    typeof item === 'string' ? [{ text: item, path: [...path, index] }] : [],
  );
}

/** `Kind/namespace/name`, as findings name an object. */
export function objectName({ kind, namespace, name }: KubeObject): string {
  return `${kind}/${namespace}/${name}`;
}

/** A path as people write it: `spec.containers[0].env["a.b"]`. */
export function pathText(path: Path): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}
