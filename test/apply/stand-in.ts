import type { Kubectl, KubectlAnswer } from '../../src/apply/kubectl.ts';
import {
  at,
  isRecord,
  list,
  record,
  text,
  textMap,
  type UnknownRecord,
} from '../../src/upstream/values/unknown.ts';
import { parseYaml, printYaml } from '../../src/yaml.ts';
import type { MemoryCluster } from '../verify/memory-cluster.ts';

/** What controllers do once an object is there, or has gone. */
export interface Controllers {
  readonly applied: (object: UnknownRecord) => void;
  readonly deleted: (title: string) => void;
}

/** Why the API server refuses an object; undefined when it takes it. */
export type Admission = (object: UnknownRecord) => string | undefined;

/** A kubectl for a cluster in memory, as far as applying and deleting use it. */
export class StandIn {
  /** Commands with their first arguments, and the objects that they were given. */
  readonly calls: string[] = [];
  /** Who has applied what, `manager Kind namespace/name`. */
  readonly managers: string[] = [];
  /** Titles of what does not go when it is deleted. */
  readonly sticky = new Set<string>();
  admission: Admission = () => undefined;
  private versions = 0;
  private readonly cluster: MemoryCluster;
  private readonly controllers: Controllers;

  constructor(cluster: MemoryCluster, controllers: Controllers) {
    this.cluster = cluster;
    this.controllers = controllers;
  }

  readonly run: Kubectl = async (args, input = '') => {
    const [command = ''] = args;
    const objects = parseYaml(input, 'input').map(({ value }) => record(value));
    this.calls.push([command, ...objects.map(titleIn)].join(' '));
    const dryRun = args.includes('--dry-run=server');
    switch (command) {
      case 'apply':
        return this.apply(objects, dryRun, managerIn(args));
      case 'patch':
        return this.patch(objects, JSON.parse(args[args.indexOf('-p') + 1] ?? '{}'), dryRun);
      case 'delete':
        for (const object of objects) this.delete(object);
        return ok();
      case 'get':
        return ok(JSON.stringify({ items: this.members(args[1] ?? '', args[4] ?? '') }));
      case 'diff':
        return this.diff(objects);
      default:
        throw new Error(`no ${command} here`);
    }
  };

  /** Puts an object into the cluster, as somebody else who uses kubectl does. */
  put(object: UnknownRecord, manager = 'somebody'): void {
    const metadata = record(object.metadata);
    this.versions += 1;
    this.cluster.put({
      ...object,
      metadata: {
        // kinds without a spec count no generations
        ...(object.spec === undefined ? {} : { generation: 1 }),
        ...metadata,
        resourceVersion: String(this.versions),
        managedFields: [{ manager, operation: 'Apply' }],
      },
    });
  }

  private apply(
    objects: readonly UnknownRecord[],
    dryRun: boolean,
    manager: string,
  ): KubectlAnswer {
    for (const object of objects) {
      const reason = this.unknown(object) ?? this.admission(object);
      if (reason !== undefined) return refused(reason);
    }
    if (dryRun) return ok();
    for (const object of objects) {
      this.managers.push(`${manager} ${titleIn(object)}`);
      this.write(object, (before) => merged(before, object), { manager, operation: 'Apply' });
    }
    return ok();
  }

  private patch(
    objects: readonly UnknownRecord[],
    part: UnknownRecord,
    dryRun: boolean,
  ): KubectlAnswer {
    const [object = {}] = objects;
    const before = this.cluster.get(titleIn(object));
    if (!before) return refused(`${titleIn(object)} not found`);
    if (!dryRun) {
      const owner = { manager: 'cdk8s-tracing', operation: 'Update' };
      this.write(object, () => merged(before, part), owner);
    }
    return ok();
  }

  private write(
    object: UnknownRecord,
    change: (before: UnknownRecord) => UnknownRecord,
    owner: { readonly manager: string; readonly operation: string },
  ): void {
    const before = this.cluster.get(titleIn(object));
    const after = change(before ?? {});
    if (before && JSON.stringify(after) === JSON.stringify(before)) return;
    this.versions += 1;
    const generation = Number(at(before, 'metadata', 'generation') ?? 0);
    const specChanged = JSON.stringify(after.spec) !== JSON.stringify(before?.spec);
    const written = {
      ...after,
      metadata: {
        ...record(after.metadata),
        ...(after.spec === undefined
          ? {}
          : { generation: specChanged ? generation + 1 : generation }),
        resourceVersion: String(this.versions),
        managedFields: [
          ...list(at(before, 'metadata', 'managedFields')).filter(
            (one) =>
              at(one, 'operation') !== owner.operation || at(one, 'manager') !== owner.manager,
          ),
          owner,
        ],
      },
    };
    this.cluster.put(written);
    this.controllers.applied(written);
  }

  private delete(object: UnknownRecord): void {
    const title = titleIn(object);
    if (!this.cluster.get(title) || this.sticky.has(title)) return;
    this.cluster.remove(title);
    this.controllers.deleted(title);
  }

  private members(kind: string, selector: string): readonly UnknownRecord[] {
    const [label = '', value] = selector.split('=');
    return this.cluster
      .all()
      .filter((one) => groupKindOf(one) === kind)
      .filter((one) => isSelected(textMap(at(one, 'metadata', 'labels')), label, value));
  }

  private diff(objects: readonly UnknownRecord[]): KubectlAnswer {
    const changed = objects.filter((object) => {
      const before = this.cluster.get(titleIn(object));
      return JSON.stringify(merged(before ?? {}, object)) !== JSON.stringify(before);
    });
    const stdout = changed.map((object) => `diff of ${titleIn(object)}\n`).join('');
    return { code: changed.length > 0 ? 1 : 0, stdout, stderr: '' };
  }

  /** Why the API server does not know what it is given. */
  private unknown(object: UnknownRecord): string | undefined {
    const [group = '', version] = (text(object.apiVersion) ?? '').split('/');
    const namespace = text(at(object, 'metadata', 'namespace'));
    if (namespace && !this.cluster.get(`Namespace ${namespace}`)) {
      return `namespaces "${namespace}" not found`;
    }
    if (version === undefined || !/\.(?:io|com)$/.test(group) || group.endsWith('k8s.io')) {
      return undefined;
    }
    const crd = this.cluster.get(
      `CustomResourceDefinition ${text(object.kind)?.toLowerCase()}s.${group}`,
    );
    const established = list(at(crd, 'status', 'conditions')).some(
      (one) => at(one, 'type') === 'Established',
    );
    return established ? undefined : `no matches for kind "${text(object.kind)}"`;
  }
}

/** Whether labels are selected; without a value, one of that name is enough. */
function isSelected(
  labels: Readonly<Record<string, string>>,
  label: string,
  value: string | undefined,
): boolean {
  return value === undefined ? Object.hasOwn(labels, label) : labels[label] === value;
}

/** How people name an object. */
export function titleIn(object: UnknownRecord): string {
  const namespace = text(at(object, 'metadata', 'namespace'));
  const name = text(at(object, 'metadata', 'name'));
  return `${text(object.kind)} ${namespace ? `${namespace}/` : ''}${name}`;
}

function managerIn(args: readonly string[]): string {
  const [, manager = ''] =
    args.map((one) => /^--field-manager=(.*)$/.exec(one)).find(Boolean) ?? [];
  return manager;
}

function groupKindOf(object: UnknownRecord): string {
  const [group, version] = (text(object.apiVersion) ?? '').split('/');
  return version === undefined ? `${text(object.kind)}` : `${text(object.kind)}.${group}`;
}

/** What becomes of a value when another is applied: maps are joined, and items of lists by their names. */
function merged<T>(before: T, applied: unknown): T {
  if (isRecord(before) && isRecord(applied)) {
    return Object.fromEntries(
      [...new Set([...Object.keys(before), ...Object.keys(applied)])].map((key) => [
        key,
        Object.hasOwn(applied, key) ? merged(before[key], applied[key]) : before[key],
      ]),
    ) as T;
  }
  if (Array.isArray(before) && Array.isArray(applied) && at(applied[0], 'name')) {
    const byName = (one: unknown) => at(one, 'name');
    const kept = before.filter((one) => !applied.some((two) => byName(two) === byName(one)));
    return [
      ...kept,
      ...applied.map((one) =>
        merged(
          before.find((two) => byName(two) === byName(one)),
          one,
        ),
      ),
    ] as T;
  }
  return applied as T;
}

function ok(stdout = ''): KubectlAnswer {
  return { code: 0, stdout, stderr: '' };
}

function refused(reason: string): KubectlAnswer {
  return { code: 1, stdout: '', stderr: `Error from server: ${reason}\n` };
}

/** Objects as a text that kubectl takes. */
export function yamlOf(...objects: readonly UnknownRecord[]): string {
  return printYaml(objects);
}
