import { nearest } from '../../values/nearest.ts';

/**
 * Sections of the settings of the UI, new and old; a release may bring more.
 *
 * Source: jaeger-ui packages/jaeger-ui/src/types/config.ts at 0453dba and config.tsx at 02897e0; constants/default-config.ts at 011500b, which
 * has the names that are deprecated, too.
 */
const sections: readonly string[] = [
  'archiveEnabled',
  'backendCapabilities',
  'criticalPathEnabled',
  'deepDependencies',
  'dependencies',
  'dependenciesMenuEnabled',
  'disableFileUploadControl',
  'disableJsonView',
  'forbidNewPage',
  'gaTrackingID',
  'linkPatterns',
  'menu',
  'monitor',
  'pathAgnosticDecorations',
  'qualityMetrics',
  'scripts',
  'search',
  'storageCapabilities',
  'themes',
  'timeFormat',
  'topTagPrefixes',
  'traceDiff',
  'traceGraph',
  'traceIdDisplayLength',
  'traceTimeline',
  'tracing',
  'tracking',
  'useOpenTelemetryTerms',
];

/**
 * Why a section of the settings of the UI has no effect, which is a slip of the pen in the name of another; undefined where none is. What
 * resembles none may belong to a newer UI.
 */
export function uiConfigProblem(what: string, config: object = {}): string | undefined {
  for (const key of Object.keys(config)) {
    const meant = sections.includes(key) ? undefined : nearest(key, sections);
    if (meant !== undefined) {
      return `${what}.${key} must be a section that the UI knows; did you mean ${meant}?`;
    }
  }
  return undefined;
}
