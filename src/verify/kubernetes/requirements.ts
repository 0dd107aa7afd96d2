import { type Check, failed, type Outcome, passed } from '../check.ts';
import type { Context } from '../context.ts';
import { conditionOf } from './names.ts';

/** What the manifests need and do not bring. */
export function requirementChecks(context: Context): Check[] {
  return context.model.requirements.map(({ name, objects }) => ({
    title: `${name} is there, which ${objects.length === 1 ? 'one object needs' : `${objects.length} objects need`}`,
    run: () => requirementOutcome(context, name),
  }));
}

/** A CustomResourceDefinition that an operator does not run without. */
const definitions: Readonly<Record<string, string>> = {
  'cert-manager': 'certificates.cert-manager.io',
  'opentelemetry-operator': 'opentelemetrycollectors.opentelemetry.io',
  'jaeger-operator': 'jaegers.jaegertracing.io',
  'prometheus-operator': 'podmonitors.monitoring.coreos.com',
  'grafana-operator': 'grafanadatasources.grafana.integreatly.org',
  'gateway-api': 'httproutes.gateway.networking.k8s.io',
};

async function requirementOutcome(context: Context, requirement: string): Promise<Outcome> {
  const { cluster } = context;
  const [kind = '', first = '', second = ''] = requirement.split('/');
  if (kind === 'namespace') {
    const reference = { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: first };
    if (await cluster.read(reference)) return passed();
    return failed(`the cluster has no namespace ${first}`, {
      fix: `kubectl create namespace ${first}, or leave out what needs it`,
    });
  }
  if (kind === 'secret') {
    const [namespace, name] = [first || context.namespace, second];
    const reference = { apiVersion: 'v1', kind: 'Secret', namespace, name };
    if (await cluster.read(reference)) return passed();
    return failed(`there is no Secret ${namespace}/${name}`, {
      fix: `create it in namespace ${namespace}, with the keys that docs/configure.md names`,
    });
  }
  const name = Object.hasOwn(definitions, requirement) ? definitions[requirement] : undefined;
  if (name === undefined) throw new Error(`nobody knows how to look for ${requirement}`);
  const crd = await cluster.read({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    namespace: '',
    name,
  });
  if (!crd) {
    return failed(`${requirement} is not installed: the cluster has no ${name}`, {
      fix: `install ${requirement} first`,
    });
  }
  return conditionOf(crd, 'Established')?.status === 'True'
    ? passed()
    : failed(`${name} is not established`, { fix: `kubectl describe crd ${name}` });
}
