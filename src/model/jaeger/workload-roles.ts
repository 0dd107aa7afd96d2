import { isBooleanFlag, v1FlagOf } from '../../upstream/jaeger/flags.ts';
import { optionMap } from '../../upstream/jaeger/options.ts';
import { list } from '../../upstream/values/unknown.ts';
import {
  type EnvValue,
  expandVariables,
  hasUnknownVariables,
  readEnvironment,
} from '../kubernetes/environment.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import type { Flag, Workload } from '../kubernetes/workloads.ts';
import type { PlacedOption, RunningRole } from './roles.ts';
import { type JaegerContainer, jaegerContainers, toldStorage } from './workloads.ts';

/** Components of Jaeger v1 that workloads run without the operator, as charts and add-ons of other projects have them. */
export function readWorkloadRoles(
  objects: ObjectIndex,
  workloads: readonly Workload[],
): RunningRole[] {
  return jaegerContainers(workloads).flatMap((item) => readRole(objects, item));
}

function readRole(objects: ObjectIndex, item: JaegerContainer): RunningRole[] {
  const { workload, container, flags, component } = item;
  if (component === 'agent' || container.init) return [];
  const { object, podSpec } = workload;
  const environment = readEnvironment(objects, object, container);
  const written = flags.map((flag) => writtenOption(flag, environment));
  const inherited = environment.flatMap(environmentOption);
  const ownOptions = written.filter((option) => option !== undefined);
  const options = new Map([...optionMap(inherited), ...optionMap(ownOptions)]);
  // of this one the variable wins
  const type = optionMap(inherited).get('span-storage.type') ?? options.get('span-storage.type');
  const storage = toldStorage(component, type);
  const untold = new Set([
    ...flags.flatMap(({ name }, index) => (written[index] ? [] : [name])),
    ...untoldVariables(item, environment).filter((name) => !options.has(name)),
  ]);
  const complete =
    !options.has('config-file') &&
    !container.arguments.some(({ text: word }) => word.startsWith('$')) &&
    !hasUnknownVariables(objects, object, container);
  const told = !untold.has('span-storage.type') && (complete || options.has('span-storage.type'));
  return [
    {
      object,
      namespace: object.namespace,
      name: component,
      label: container.name,
      path: container.path,
      value: container.value,
      own: ownOptions,
      inherited,
      options,
      untold,
      complete,
      storage: told ? storage : undefined,
      version: container.imageReference?.version,
      assumed: container.imageReference?.assumed,
      volumes: list(podSpec.volumes),
      volumeMounts: list(container.value.volumeMounts),
      workload,
      container,
    },
  ];
}

/** A flag among the arguments; undefined for one whose value the manifests do not tell. */
function writtenOption(
  { name, value, object, path }: Flag,
  environment: readonly EnvValue[],
): PlacedOption | undefined {
  if (value === undefined) {
    return isBooleanFlag(name) ? { key: name, value: 'true', object, path } : undefined;
  }
  const told = expandVariables(value, environment);
  return told === undefined || isHidden(told)
    ? undefined
    : { key: name, value: told, object, path };
}

/** A variable that gives a flag; an empty one gives none (viper, which does not take empty variables). */
function environmentOption({ name, value, object, path }: EnvValue): PlacedOption[] {
  const key = flagOfVariable(name);
  return key === undefined || value === '' || isHidden(value) ? [] : [{ key, value, object, path }];
}

function untoldVariables(
  { container }: JaegerContainer,
  environment: readonly EnvValue[],
): string[] {
  return container.env.flatMap(({ name }) => {
    const value = environment.find((entry) => entry.name === name)?.value;
    const key = flagOfVariable(name);
    return key !== undefined && (value === undefined || isHidden(value)) ? [key] : [];
  });
}

function flagOfVariable(name: string): string | undefined {
  // names of flags are not those of variables
  return name === name.toUpperCase() ? v1FlagOf(name) : undefined;
}

/** Whether a value is put in by something that the manifests do not tell, a shell or a template. */
function isHidden(value: string): boolean {
  return /\$[({]/.test(value);
}
