import type { CollectorConfig } from '../../../model/collector/config.ts';
import { metFaults, type ReleasedProgram } from '../../../upstream/collector/broken-releases.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A release of the collector that is known to fail with such a configuration. */
export const brokenRelease: Rule = {
  id: 'collector/broken-release',
  severity: 'warning',
  rationale: 'this release has a known bug that affects these settings; a later release fixes it',
  source:
    'opentelemetry-collector#6420, #10750, #12661, #13449, #14500, #15393; opentelemetry-collector-contrib#31371; jaeger#7221',
  ignoreWhen: 'the image is a build of that release with the fix',
  visit: () => ({
    *collector({ config, collectorVersion, distribution, version }) {
      if (!config) return;
      if (collectorVersion) yield* problems(config, 'collector', collectorVersion);
      if (version && distribution === 'jaeger') yield* problems(config, 'Jaeger', version);
    },
  }),
};

function* problems(
  config: CollectorConfig,
  program: ReleasedProgram,
  release: string,
): Iterable<Finding> {
  for (const { path, breaks, until, source, severity } of metFaults(
    program,
    release,
    config.value,
  )) {
    yield {
      ...config.location(...path),
      message: `${program} ${release} ${breaks}; ${until} fixes it (${source})`,
      ...(severity && { severity }),
    };
  }
}
