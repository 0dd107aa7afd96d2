import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import { type KnownKind, knownKinds } from '../../../../upstream/kubernetes/known-kinds.ts';
import { v1beta1Since } from '../../../../upstream/otel-operator/collector-names.ts';
import { nearest } from '../../../../upstream/values/nearest.ts';
import { isAtLeast } from '../../../../upstream/values/version.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A kind or version that the API group of an operator does not have. */
export const unknownVersion: Rule = {
  id: 'crd/unknown-version',
  severity: 'error',
  rationale: 'the API server has no such kind or version, and refuses the object',
  source: 'CRDs of opentelemetry-operator v0.88.0 to v0.158.0 and jaeger-operator v1.65.0',
  *check({ customResources, objects, versions: { otelOperator } }) {
    for (const { object, version, served, kind } of customResources) {
      if (!served.includes(version)) {
        yield {
          object,
          path: ['apiVersion'],
          message: `${kind.kind} is served as ${served.map((name) => `${kind.group}/${name}`).join(' and ')}, got '${object.apiVersion}'`,
        };
      } else if (
        version === 'v1beta1' &&
        otelOperator !== undefined &&
        !isAtLeast(otelOperator, v1beta1Since)
      ) {
        yield {
          object,
          path: ['apiVersion'],
          message: `${kind.kind} is served as ${object.apiVersion} from operator ${v1beta1Since} on, got operator ${otelOperator}`,
          fix: `${kind.group}/v1alpha1`,
        };
      }
    }
    for (const object of objects.all) yield* misspelt(object);
  },
};

const groups = [...new Set(knownKinds.map(({ group }) => group))];
const kindNames = knownKinds.map(({ kind }) => kind);

function* misspelt(object: KubeObject): Iterable<Finding> {
  const { kind, group } = object;
  if (groups.includes(group)) {
    const known = kindNames.includes(kind) ? undefined : meantKind(kind);
    if (known?.group !== group) return;
    yield {
      object,
      path: ['kind'],
      message: `${group} has no kind '${kind}'`,
      fix: known.kind,
    };
  } else {
    const meant = kindNames.includes(kind) ? nearest(group, groups) : undefined;
    if (meant === undefined) return;
    yield {
      object,
      path: ['apiVersion'],
      message: `${kind} is a kind of the API group ${meant}, got '${group}'`,
    };
  }
}

function meantKind(kind: string): KnownKind | undefined {
  const lower = kind.toLowerCase();
  const name =
    kindNames.find((known) => [known, `${known}s`].some((form) => form.toLowerCase() === lower)) ??
    nearest(kind, kindNames);
  return knownKinds.find((known) => known.kind === name);
}
