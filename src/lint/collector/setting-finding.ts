import type { Component } from '../../model/collector/config.ts';
import type { Problem } from '../../upstream/values/problem.ts';

import type { Finding } from '../rule.ts';

/** A problem with a setting as a finding about the component. */
export function settingFinding(
  { id, object, path }: Component,
  { path: inner = [], message, fix, severity = 'error' }: Problem,
): Finding {
  return {
    object,
    path: [...path, ...inner],
    message: `${id}: ${message}`,
    severity,
    fix,
  };
}
