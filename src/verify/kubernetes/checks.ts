import { objectName } from '../../model/kubernetes/objects.ts';
import { type Check, failed, type Outcome, passed, warned } from '../check.ts';
import type { Context } from '../context.ts';
import { requirementChecks } from './requirements.ts';
import { applyRightChecks, forwardRightChecks } from './rights.ts';

/** What the cluster must be like, whatever the operators do. */
export async function clusterChecks(context: Context): Promise<readonly Check[]> {
  return [
    apiCheck(context),
    ...namespacesOf(context).map((name) => namespaceCheck(context, name)),
    ...requirementChecks(withoutNamespaces(context)),
    ...forwardRightChecks(context),
  ];
}

/** What the cluster must be like before anything is applied. */
export async function preChecks(context: Context): Promise<readonly Check[]> {
  return [
    apiCheck(context),
    manifestsCheck(context),
    ...namespacesOf(context).map((name) => noNamespaceEndsCheck(context, name)),
    ...requirementChecks(context),
    ...applyRightChecks(context),
  ];
}

function apiCheck({ cluster }: Context): Check {
  return {
    title: 'the API server answers',
    run: async () => passed(await cluster.version()),
  };
}

/** What is needed, without namespaces that have a check because objects stand in them. */
function withoutNamespaces(context: Context): Context {
  const checked = new Set(namespacesOf(context).map((name) => `namespace/${name}`));
  const requirements = context.model.requirements.filter(({ name }) => !checked.has(name));
  return { ...context, model: { ...context.model, requirements } };
}

/** Namespaces that objects of the manifests stand in. */
function namespacesOf({ model, namespace }: Context): string[] {
  const named = model.objects.all.map((object) => object.namespace).filter(Boolean);
  const unnamed = model.edges.some(({ sender }) => sender.namespace === '');
  return [...new Set([...named, ...(unnamed ? [namespace] : [])])];
}

const namespaceOf = (name: string) =>
  ({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name }) as const;

function namespaceCheck(context: Context, name: string): Check {
  return {
    title: `Namespace ${name} is there`,
    run: async () => {
      const found = await context.cluster.read(namespaceOf(name));
      if (found) return endingOutcome(found);
      return failed(`the cluster has no namespace ${name}`, {
        fix: `kubectl create namespace ${name}, or leave out the files that need it`,
      });
    },
  };
}

function noNamespaceEndsCheck(context: Context, name: string): Check {
  return {
    title: `Namespace ${name} is not being deleted`,
    run: async () => {
      const found = await context.cluster.read(namespaceOf(name));
      return found ? endingOutcome(found) : passed('not there yet');
    },
  };
}

function endingOutcome(namespace: Readonly<Record<string, unknown>>): Outcome {
  const { deletionTimestamp, name } = namespace.metadata as Record<string, unknown>;
  return deletionTimestamp === undefined
    ? passed()
    : failed(`the namespace is being deleted since ${deletionTimestamp}`, {
        fix: `kubectl get namespace ${name} -o yaml tells what it waits for`,
      });
}

function manifestsCheck({ findings }: Context): Check {
  return {
    title: 'the manifests have no wiring mistake',
    run: async () => {
      const told = findings.filter(({ severity }) => severity !== 'info');
      if (told.length === 0) return passed();
      const evidence = told.map(
        ({ rule, severity, message, object }) =>
          `${severity}: ${message} (${rule.id} in ${objectName(object)})`,
      );
      const more = { evidence, fix: 'tracing lint tells file, line and fix' };
      return told.some(({ severity }) => severity === 'error')
        ? failed('the linter finds errors', more)
        : warned('the linter warns', more);
    },
  };
}
