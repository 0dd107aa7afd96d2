import { nearest } from '../values/nearest.ts';

const names = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * Why a container cannot ask for a resource of a name; undefined when it can: those of Kubernetes' own, and others by their domain,
 * `nvidia.com/gpu`.
 *
 * Source: kubernetes v1.34.0 pkg/apis/core/validation, ValidateContainerResourceName.
 *
 * @param what - the thing named in the text, such as `resources.limits`
 */
export function resourceNameProblem(what: string, name: string): string | undefined {
  if (names.includes(name) || /^hugepages-./.test(name) || /^[^/]+\/[^/]+$/.test(name)) {
    return undefined;
  }
  const near = nearest(name, names);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return `${what} must hold ${names.join(', ')}, hugepages-SIZE or a name with a domain such as nvidia.com/gpu, got '${name}'${hint}`;
}
