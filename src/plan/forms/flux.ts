import type { UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Plan } from '../plan.ts';
import type { Step, Wait } from '../step.ts';
import type { FluxPlace } from './flux-source.ts';
import { annotated, type Files, fileOf, holdsOthers, isForeign, owned, stepName } from './steps.ts';

const interval = '10m';
const retryInterval = '30s';
const timeout = '5m';

/**
 * Kustomizations of Flux, one for each step, each of which waits for the one before it, and for what the plan waits for. A webhook that does
 * not answer yet makes a step fail, which is tried again.
 *
 * Source: fluxcd/kustomize-controller docs/spec/v1/kustomizations.md.
 */
export function fluxFiles(plan: Plan, place: FluxPlace): Files {
  const files = new Map<string, string>();
  const kustomizations: UnknownRecord[] = [];
  for (const step of plan.steps) {
    const name = stepName(plan, step);
    const objects = step.objects.map((object) =>
      annotated(owned(plan, object), {
        ...(isForeign(object) ? { 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' } : {}),
        ...(isForeign(object) || holdsOthers(object)
          ? { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' }
          : {}),
      }),
    );
    files.set(`${name}/objects.yaml`, fileOf(objects));
    files.set(`${name}/kustomization.yaml`, fileOf([folderOf()]));
    kustomizations.push(kustomizationOf(plan, step, place));
  }
  return new Map([['flux.yaml', fileOf(kustomizations)], ...files]);
}

function folderOf(): UnknownRecord {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['objects.yaml'],
  };
}

function kustomizationOf(plan: Plan, step: Step, place: FluxPlace): UnknownRecord {
  const checks = step.waits.filter(({ until }) => until !== 'answering');
  const expressions = expressionsOf(checks);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: nameOf(step.id), namespace: place.namespace },
    spec: {
      ...(step.after.length > 0
        ? { dependsOn: step.after.map((id) => ({ name: nameOf(id) })) }
        : {}),
      interval,
      retryInterval,
      timeout,
      path: `${place.path.replace(/\/+$/, '')}/${stepName(plan, step)}`,
      prune: true,
      sourceRef: place.source,
      ...(checks.length > 0
        ? {
            healthChecks: checks.map(({ object: { apiVersion, kind, namespace, name } }) => ({
              apiVersion,
              kind,
              name,
              ...(namespace === '' ? {} : { namespace }),
            })),
          }
        : {}),
      ...(expressions.length > 0 ? { healthCheckExprs: expressions } : {}),
    },
  };
}

function nameOf(id: string): string {
  return `tracing-${id}`;
}

/** What tells in CEL that something has come, where Flux does not know it by itself. */
const expressions: Readonly<
  Record<string, { readonly current: string; readonly failed?: string }>
> = {
  'trusted MutatingWebhookConfiguration': { current: hasCa() },
  'trusted ValidatingWebhookConfiguration': { current: hasCa() },
  'trusted CustomResourceDefinition': {
    current: 'has(spec.conversion.webhook.clientConfig.caBundle)',
  },
  // that it is Ready would say no more than this
  'observed OpenTelemetryCollector': {
    current:
      'has(status.version) && (!has(status.observedGeneration) || status.observedGeneration >= metadata.generation)',
  },
  'observed Jaeger': {
    current: "has(status.phase) && status.phase == 'Running'",
    failed: "has(status.phase) && status.phase == 'Failed'",
  },
};

function hasCa(): string {
  return "webhooks.all(w, has(w.clientConfig.caBundle) && w.clientConfig.caBundle != '')";
}

function expressionsOf(waits: readonly Wait[]): UnknownRecord[] {
  const found = new Map<string, UnknownRecord>();
  for (const { until, object } of waits) {
    const { apiVersion, kind } = object;
    const key = `${until} ${kind}`;
    if (Object.hasOwn(expressions, key)) {
      found.set(`${apiVersion} ${kind}`, { apiVersion, kind, ...expressions[key] });
    }
  }
  return [...found.values()];
}
