import type { Component } from '../../model/collector/config.ts';
import type { Problem } from '../../upstream/values/problem.ts';

/** A problem with a setting of a component, in words that name the component. */
export function settingProblem(
  { id }: Component,
  { message, severity = 'error', ...problem }: Problem,
): Problem {
  return { ...problem, message: `${id}: ${message}`, severity };
}
