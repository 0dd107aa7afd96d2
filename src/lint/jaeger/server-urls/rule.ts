import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { isOpenShift, showsCluster } from '../../../model/jaeger/platform.ts';
import type { Model } from '../../../model/model.ts';
import { serverUrlsProblem } from '../../../upstream/jaeger/rules.ts';
import { provisionedElasticsearchName } from '../../../upstream/jaeger/storage.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, record, text } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** An Elasticsearch that Jaeger or the operator's jobs cannot find. */
export const serverUrls: Rule = {
  id: 'jaeger/server-urls',
  severity: 'error',
  rationale:
    'without es.server-urls in storage.options the operator requests an Elasticsearch from OpenShift, and its jobs cannot read a list',
  source: 'jaeger-operator v1.51.0 apis/v1/jaeger_webhook.go and pkg/util/util.go',
  ignoreWhen:
    'the cluster is an OpenShift with its Elasticsearch operator, which the manifests do not show, and that Elasticsearch is wanted',
  visit(model) {
    const openShift = isOpenShift(model);
    return {
      *jaeger(jaeger) {
        if (jaeger.strategy.storage !== 'elasticsearch') return;
        const options = [
          ...jaeger.storageOptions,
          ...jaeger.roles.flatMap(({ own: mine }) => mine),
        ];
        const written = options.filter(({ key }) => key === 'es.server-urls');
        for (const { value, path } of written) {
          // what is wrong with a single URL is told of the connection
          const message = typeof value === 'string' && value ? undefined : serverUrlsProblem(value);
          if (message !== undefined) yield { path, message };
        }
        if (jaeger.storageOptions.some(({ key }) => key === 'es.server-urls')) return;
        const problem = missing(model, jaeger, written[0]?.path, openShift);
        if (problem) yield problem;
      },
    };
  },
};

function missing(
  model: Model,
  jaeger: Jaeger,
  elsewhere: Path | undefined,
  openShift: boolean,
): Problem | undefined {
  if (isToldElsewhere(jaeger)) return undefined;
  if (elsewhere) {
    return {
      path: elsewhere,
      message:
        'es.server-urls must stand under storage.options, or the operator provisions an Elasticsearch of its own and its jobs have no host',
    };
  }
  const wanted = at(jaeger.spec, 'storage', 'elasticsearch', 'doNotProvision') === true;
  if (openShift) return wanted ? notProvisioned(model, jaeger) : undefined;
  return {
    path: ['spec', 'storage', 'options', 'es', 'server-urls'],
    message: `storage elasticsearch must have es.server-urls under storage.options, or the operator ${wanted ? 'looks for' : 'asks for'} an Elasticsearch of OpenShift's`,
  };
}

// a misplaced or misspelt one is told as such, and so is one without a value
function isToldElsewhere({ spec, droppedOptions, storageOptions }: Jaeger): boolean {
  return (
    [...droppedOptions, ...storageOptions].some(({ key }) => /urls?$|hosts?$|nodes?$/i.test(key)) ||
    at(spec, 'storage', 'options', 'es', 'server-urls') === null ||
    Object.keys(record(spec.storage)).some((key) => nearest(key, ['options']) !== undefined)
  );
}

/** `doNotProvision` needs the resource of an Elasticsearch that is there already. */
function notProvisioned(model: Model, jaeger: Jaeger): Problem | undefined {
  const { namespace, spec } = jaeger;
  const name = text(at(spec, 'storage', 'elasticsearch', 'name')) || provisionedElasticsearchName;
  const found = model.objects
    .ofKind('Elasticsearch', 'logging.openshift.io')
    .some((candidate) => candidate.name === name && candidate.namespace === namespace);
  if (found || !showsCluster(model, jaeger)) return undefined;
  return {
    path: ['spec', 'storage', 'elasticsearch', 'doNotProvision'],
    message: `doNotProvision needs an Elasticsearch ${namespace}/${name} of logging.openshift.io, or es.server-urls under storage.options`,
  };
}
