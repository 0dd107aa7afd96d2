import type { Component } from '../../model/collector/config.ts';
import type { SettingProblem } from '../../upstream/values/settings.ts';
import type { Finding } from '../rule.ts';

/** A problem with a setting as a finding about the component. */
export function settingFinding(
  { id, object, path }: Component,
  { path: inner, problem, fix, starts }: SettingProblem,
): Finding {
  return {
    object,
    path: [...path, ...inner],
    message: `${id}: ${problem}`,
    severity: starts ? 'warning' : 'error',
    fix,
  };
}
