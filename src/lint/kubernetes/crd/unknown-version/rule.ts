import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import { type KnownKind, knownKinds } from '../../../../upstream/kubernetes/known-kinds.ts';
import { v1beta1Since } from '../../../../upstream/otel-operator/collector-names.ts';
import { nearest } from '../../../../upstream/values/nearest.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import { isAtLeast } from '../../../../upstream/values/version.ts';
import type { Rule } from '../../../rule.ts';

/** A kind or version that the API group of an operator does not have. */
export const unknownVersion: Rule = {
  id: 'crd/unknown-version',
  severity: 'error',
  rationale: 'the API server does not serve this kind or version, and rejects the object',
  source: 'CRDs of opentelemetry-operator v0.88.0 to v0.158.0 and jaeger-operator v1.65.0',
  ignoreWhen:
    'the kind belongs to a fork or to another operator, whose versions or group are similar',
  visit: ({ versions: { otelOperator } }) => ({
    *customResource({ object, version, served, kind }) {
      const path = ['apiVersion'];
      if (!served.includes(version)) {
        const names = listed(
          served.map((name) => `${kind.group}/${name}`),
          ' and ',
        );
        const message = `${kind.kind} is served as ${names}, got '${object.apiVersion}'`;
        yield { path, message };
      } else if (version === 'v1beta1' && isTooOld(otelOperator)) {
        const message = `${kind.kind} is served as ${object.apiVersion} from operator ${v1beta1Since} on, got operator ${otelOperator}`;
        yield { path, message, fix: `${kind.group}/v1alpha1` };
      }
    },
    object: misspelt,
  }),
};

function isTooOld(operator: string | undefined): boolean {
  return operator !== undefined && !isAtLeast(operator, v1beta1Since);
}

const groups = [...new Set(knownKinds.map(({ group }) => group))];
const kindNames = knownKinds.map(({ kind }) => kind);

function* misspelt({ kind, group }: KubeObject): Iterable<Problem> {
  if (groups.includes(group)) {
    const known = kindNames.includes(kind) ? undefined : meantKind(kind);
    if (known?.group !== group) return;
    yield { path: ['kind'], message: `${group} has no kind '${kind}'`, fix: known.kind };
  } else {
    const meant = kindNames.includes(kind) ? nearest(group, groups) : undefined;
    if (meant === undefined) return;
    const message = `${kind} is a kind of the API group ${meant}, got '${group}'`;
    yield { path: ['apiVersion'], message };
  }
}

function meantKind(kind: string): KnownKind | undefined {
  const lower = kind.toLowerCase();
  const name =
    kindNames.find((known) => [known, `${known}s`].some((form) => form.toLowerCase() === lower)) ??
    nearest(kind, kindNames);
  return knownKinds.find((known) => known.kind === name);
}
