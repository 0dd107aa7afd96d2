import { resourceNameProblem } from '../../upstream/kubernetes/resource-names.ts';
import { memoryProblem, parseQuantity, quantityProblem } from '../../upstream/values/quantity.ts';

import { props, record, type Shape, text } from '../props/shape.ts';

/** Compute resources of a container, as quantities such as `500m` and `128Mi`, by name: `cpu`, `memory`. */
export interface ContainerResources {
  /**
   * What the scheduler sets aside; an empty mapping asks for nothing at all.
   *
   * @default - what the construct requests by itself
   */
  readonly requests?: Amounts;
  /**
   * What it may use at most.
   *
   * @default - no limit
   */
  readonly limits?: Amounts;
}

/** What kinds of values they are. */
export const resourcesShape: Shape<ContainerResources | undefined> = props<ContainerResources>({
  requests: record(text),
  limits: record(text),
});

/** Amounts of compute resources by name. */
export type Amounts = Readonly<Record<string, string>>;

/** Why the API server would refuse a container with these resources, undefined entries where it would not. */
export function resourcesProblems({
  requests,
  limits,
}: ContainerResources = {}): (string | undefined)[] {
  return [
    ...amountProblems('resources.requests', requests),
    ...amountProblems('resources.limits', limits),
    ...Object.entries(requests ?? {}).map(([name, amount]) =>
      excessProblem(name, amount, limits?.[name]),
    ),
  ];
}

/** Compute resources as a container has them, whatever else the settings say left out. */
export function containerResources({ requests, limits }: ContainerResources): ContainerResources {
  return { requests, limits };
}

/**
 * Compute resources with the requests that are usual where no others are given; an empty mapping of requests asks for none. What is
 * usual is never more than a limit that is given. Undefined where nothing is left.
 */
export function requesting(
  { requests, limits }: ContainerResources = {},
  usual: Amounts,
): ContainerResources | undefined {
  if (requests && Object.keys(requests).length === 0) return limits && { limits };
  const least = Object.entries(usual).map(([name, amount]) => {
    const limit = limits?.[name];
    const over = limit !== undefined && (parseQuantity(amount) ?? 0) > (parseQuantity(limit) ?? 0);
    return [name, over ? limit : amount] as const;
  });
  return { ...(limits && { limits }), requests: { ...Object.fromEntries(least), ...requests } };
}

function amountProblems(what: string, amounts: Amounts = {}): (string | undefined)[] {
  return Object.entries(amounts).map(
    ([name, amount]) =>
      resourceNameProblem(what, name) ??
      (name === 'memory'
        ? memoryProblem(`${what}.memory`, amount)
        : quantityProblem(`${what}.${name}`, amount)),
  );
}

function excessProblem(name: string, request: string, limit?: string): string | undefined {
  return limit !== undefined && (parseQuantity(request) ?? 0) > (parseQuantity(limit) ?? Infinity)
    ? `resources.requests.${name} must be at most the limit of ${limit}, got '${request}'`
    : undefined;
}
