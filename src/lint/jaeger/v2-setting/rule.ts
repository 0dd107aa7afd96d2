import type { Component } from '../../../model/collector/config.ts';
import { isJaegerPart, storageTypes } from '../../../upstream/jaeger/v2/settings/parts.ts';
import { jaegerV2SettingProblems } from '../../../upstream/jaeger/v2/settings/problems.ts';
import {
  isLegacyRotation,
  rotationSince,
  toleratesLegacyRotation,
} from '../../../upstream/jaeger/v2/settings/releases.ts';
import { openSearchPolicyProblem } from '../../../upstream/jaeger/v2/settings/traps.ts';
import { type Problem, within } from '../../../upstream/values/problem.ts';
import { own, record, type UnknownRecord } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A setting of Jaeger v2 by its name of Jaeger v1, misspelt or misplaced, of another release, or at odds with another one. */
export const v2Setting: Rule = {
  id: 'jaeger/v2-setting',
  severity: 'error',
  rationale: 'Jaeger v2 fails to start with a configuration key that it does not know',
  source:
    'jaeger v2.13.0 to v2.20.0, cmd/jaeger/internal, internal/storage; v2.20.0 config_legacy.go and config_rotation.go; jaeger#8829, jaeger#9076',
  ignoreWhen: `an image of your own has the setting; what Jaeger rejects since ${rotationSince} also works with feature gate es.config.rejectLegacyRotationFlags disabled`,
  visit: () => ({
    *component(component, { config, distribution, version, featureGates }) {
      const release = distribution === 'jaeger' ? version : undefined;
      const written = config.written(component);
      for (const { part, settings, path } of parts(component, written, distribution === 'jaeger')) {
        for (const problem of problemsOf(part, settings, release, featureGates)) {
          yield {
            ...within(path, problem),
            message: `${[component.id, ...path].join('.')}: ${problem.message}`,
          };
        }
      }
    },
  }),
};

function problemsOf(
  part: string,
  settings: unknown,
  release: string | undefined,
  gates: readonly string[],
): Problem[] {
  const policy = part === 'opensearch' ? openSearchPolicyProblem(settings, release) : undefined;
  const found = jaegerV2SettingProblems(part, settings, release);
  const all = policy ? [...found, policy] : found;
  return toleratesLegacyRotation(gates) ? all.filter((one) => !isLegacyRotation(one)) : all;
}

/** Settings that are known, with their path in their component. */
interface Part {
  readonly part: string;
  readonly settings: unknown;
  readonly path: Path;
}

function* parts(
  { kind, type, settings }: Component,
  written: unknown,
  inJaeger: boolean,
): Iterable<Part> {
  // components that others have, too, may be of a collector
  if (isJaegerPart(kind, type, inJaeger)) {
    yield { part: `${kind}/${type}`, settings: written ?? {}, path: [] };
  }
  if (kind !== 'extensions' || type !== 'jaeger_storage') return;
  for (const [section, types] of Object.entries(storageTypes)) {
    for (const [name, backend] of Object.entries(record(own(settings, section)))) {
      yield* storageParts([section, name], record(backend), types);
    }
  }
}

function* storageParts(
  path: readonly [section: string, name: string],
  backend: UnknownRecord,
  types: readonly string[],
): Iterable<Part> {
  // a storage without a type is told of by a rule of its own
  if (types.some((type) => Object.hasOwn(backend, type))) {
    yield { part: path[0], settings: backend, path };
  }
  for (const [part, settings] of Object.entries(backend)) {
    yield { part, settings, path: [...path, part] };
  }
}
