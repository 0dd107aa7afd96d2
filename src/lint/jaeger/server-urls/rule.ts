import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { isOpenShift, showsCluster } from '../../../model/jaeger/platform.ts';
import type { Model } from '../../../model/model.ts';
import { serverUrlsProblem } from '../../../upstream/jaeger/rules.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { at, own, record } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An Elasticsearch that Jaeger or the operator's jobs cannot find. */
export const serverUrls: Rule = {
  id: 'jaeger/server-urls',
  severity: 'error',
  rationale:
    'without es.server-urls in storage.options the operator asks OpenShift for an Elasticsearch, and from a list its jobs read no host',
  source: 'jaeger-operator v1.51.0 apis/v1/jaeger_webhook.go and pkg/util/util.go',
  *check(model) {
    let openShift: boolean | undefined;
    for (const jaeger of model.jaegers) {
      if (jaeger.strategy.storage !== 'elasticsearch') continue;
      const options = [...jaeger.storageOptions, ...jaeger.roles.flatMap(({ own: mine }) => mine)];
      const written = options.filter(({ key }) => key === 'es.server-urls');
      for (const { value, object, path } of written) {
        // what is wrong with a single URL is told of the connection
        const problem = typeof value === 'string' && value ? undefined : serverUrlsProblem(value);
        if (problem !== undefined) yield { object, path, message: problem };
      }
      if (jaeger.storageOptions.some(({ key }) => key === 'es.server-urls')) continue;
      openShift ??= isOpenShift(model);
      yield* missing(model, jaeger, written[0]?.path, openShift);
    }
  },
};

function* missing(
  model: Model,
  jaeger: Jaeger,
  elsewhere: Finding['path'] | undefined,
  openShift: boolean,
): Iterable<Finding> {
  const { object, spec, droppedOptions } = jaeger;
  // a misplaced or misspelt one is told as such, and so is one without a value
  const misplaced =
    [...droppedOptions, ...jaeger.storageOptions].some(({ key }) =>
      /urls?$|hosts?$|nodes?$/i.test(key),
    ) ||
    own(at(spec, 'storage', 'options', 'es'), 'server-urls') === null ||
    Object.keys(record(spec.storage)).some((key) => nearest(key, ['options']) !== undefined);
  if (misplaced) return;
  if (elsewhere) {
    yield {
      object,
      path: elsewhere,
      message:
        'es.server-urls must stand under storage.options, or the operator provisions an Elasticsearch of its own and its jobs have no host',
    };
  } else if (!openShift) {
    const wanted = own(at(spec, 'storage', 'elasticsearch'), 'doNotProvision') === true;
    yield {
      object,
      path: ['spec', 'storage', 'options', 'es', 'server-urls'],
      message: `storage elasticsearch must have es.server-urls under storage.options, or the operator ${wanted ? 'looks for' : 'asks for'} an Elasticsearch of OpenShift's`,
    };
  } else if (own(at(spec, 'storage', 'elasticsearch'), 'doNotProvision') === true) {
    yield* notProvisioned(model, jaeger);
  }
}

/** `doNotProvision` needs the resource of an Elasticsearch that is there already. */
function* notProvisioned(model: Model, jaeger: Jaeger): Iterable<Finding> {
  const { object, spec } = jaeger;
  const written = at(spec, 'storage', 'elasticsearch', 'name');
  const name = typeof written === 'string' && written !== '' ? written : 'elasticsearch';
  const found = model.objects
    .ofKind('Elasticsearch', 'logging.openshift.io')
    .some((candidate) => candidate.name === name && candidate.namespace === object.namespace);
  if (found || !showsCluster(model, jaeger)) return;
  yield {
    object,
    path: ['spec', 'storage', 'elasticsearch', 'doNotProvision'],
    message: `doNotProvision needs an Elasticsearch ${object.namespace}/${name} of logging.openshift.io, or es.server-urls under storage.options`,
  };
}
