import type { JaegerComponent } from '../../upstream/jaeger/flag-table.ts';
import type { JaegerStorageType } from '../../upstream/jaeger/names.ts';
import type { JaegerOption } from '../../upstream/jaeger/options.ts';
import type { UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, Location } from '../kubernetes/objects.ts';
import type { Container, Workload } from '../kubernetes/workloads.ts';
import type { Assumption } from '../releases.ts';
import type { Jaeger } from './instances.ts';

/** Components that Jaeger v1 is run as. */
export type JaegerRoleName = Exclude<JaegerComponent, 'agent'>;

/** A flag of a component, with the place that gives it. */
export interface PlacedOption extends JaegerOption, Location {}

/** A component of Jaeger v1 and the flags that it gets, from its operator or from the workload that runs it. */
export interface JaegerRole {
  /** The Jaeger, or the workload. */
  readonly object: KubeObject;
  readonly namespace: string;
  readonly name: JaegerRoleName;
  /** What to call it in a message: its name, or that of its container. */
  readonly label: string;
  /** Path of its part of the spec, or of its container. */
  readonly path: Path;
  readonly value: UnknownRecord;
  /** Flags of its own `options`, or among the arguments of its container. */
  readonly own: readonly PlacedOption[];
  /** Flags of `storage.options` that reach it, or of the environment of its container. */
  readonly inherited: readonly PlacedOption[];
  /** All flags by name; its own win. */
  readonly options: ReadonlyMap<string, string>;
  /** Flags that it is given without the manifests telling their values. */
  readonly untold: ReadonlySet<string>;
  /** Whether there are no flags beside these: none come from a file or an object that is not among the manifests. */
  readonly complete: boolean;
  /** Where it writes and reads spans; unset when the manifests do not tell. */
  readonly storage?: JaegerStorageType;
  /** Release of its image; unset when the manifests do not tell. */
  readonly version?: string;
  /** What the release is taken for, where the manifests do not tell. */
  readonly assumed?: Assumption;
  /** `volumes` and `volumeMounts` that it gets. */
  readonly volumes: readonly unknown[];
  readonly volumeMounts: readonly unknown[];
}

/** A component of Jaeger v1 with what runs it: the operator for a Jaeger, or a workload. */
export interface RunningRole extends JaegerRole {
  /** The Jaeger that it is a part of. */
  readonly jaeger?: Jaeger;
  /** The workload and its container, for one that no operator runs. */
  readonly workload?: Workload;
  readonly container?: Container;
}

/** The place that gives a component a flag; its own options win over those that it inherits. */
export function optionOf(
  role: Pick<JaegerRole, 'own' | 'inherited'>,
  key: string,
): PlacedOption | undefined {
  const named = (option: PlacedOption) => option.key === key;
  return role.own.findLast(named) ?? role.inherited.findLast(named);
}

/**
 * Value of a flag, or what stands for the default of a flag that is not given; undefined when the manifests do not tell.
 *
 * @param usual - the default
 */
export function optionValue(
  { options, untold, complete }: Pick<JaegerRole, 'options' | 'untold' | 'complete'>,
  key: string,
  usual = '',
): string | undefined {
  if (untold.has(key)) return undefined;
  return options.get(key) ?? (complete ? usual : undefined);
}

/** Where a flag of the storage is, or would be, given. */
export function storageOptionLocation(role: RunningRole, key: string): Location {
  const { object, path, workload } = role;
  const unwritten = workload ? [...path, 'env'] : ['spec', 'storage', 'options', ...key.split('.')];
  return optionOf(role, key) ?? { object, path: unwritten };
}
