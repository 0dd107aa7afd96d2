import type { Jaeger } from '../../model/jaeger/instances.ts';
import { imageParts } from '../../upstream/jaeger/images.ts';
import { removedLabels } from '../../upstream/jaeger/names.ts';
import { unusedParts } from '../../upstream/jaeger/storage.ts';
import { jaegerV2Images } from '../../upstream/jaeger/v2/servers.ts';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { at, record, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import { noAgents, noProbe } from '../account/reasons.ts';
import type { Draft } from '../output/draft.ts';

/** Says what becomes of what is the same for all components of a `Jaeger`, and of what its operator does not look at. */
export function carryInstance(jaeger: Jaeger, ledger: Ledger, draft: Draft): void {
  carryMetadata(jaeger, ledger, draft);
  carryStrategy(jaeger, ledger);
  carryUnused(jaeger, ledger);
  carryImages(jaeger, ledger, draft);
  carryAgent(jaeger, ledger);
  carryRest(jaeger, ledger, draft);
}

function carryMetadata({ object }: Jaeger, ledger: Ledger, draft: Draft): void {
  ledger.at(['apiVersion'], ['kind']).carried('OpenTelemetryCollectors');
  ledger.at(['metadata', 'name']).carried(`the name ${draft.name}`);
  ledger.at(['metadata', 'namespace']).carried('metadata.namespace');
  ledger.at(['status']).dropped('the operator writes it');
  const metadata = record(object.value.metadata);
  for (const field of Object.keys(metadata)) {
    if (['name', 'namespace', 'labels', 'annotations'].includes(field)) continue;
    ledger.at(['metadata', field]).dropped('the cluster writes it');
  }
  for (const [key, value] of Object.entries(record(metadata.labels))) {
    const mark = ledger.at(['metadata', 'labels', key]);
    const reason = identity(key);
    if (reason !== undefined || typeof value !== 'string') mark.dropped(reason ?? 'it is no text');
    else {
      draft.label(key, value);
      mark.carried('metadata.labels');
    }
  }
  for (const [key, value] of Object.entries(record(metadata.annotations))) {
    const mark = ledger.at(['metadata', 'annotations', key]);
    const reason = identity(key);
    if (reason !== undefined || typeof value !== 'string') mark.dropped(reason ?? 'it is no text');
    else {
      draft.props.annotations = { ...record(draft.props.annotations), [key]: value };
      mark.carried('metadata.annotations');
    }
  }
}

/** Why a label or annotation is about the Jaeger as an object, and not about what it runs; undefined when it is not. */
function identity(key: string): string | undefined {
  if (/(?:^|\.)jaegertracing\.io\//.test(key)) return 'the operator of Jaeger v1 reads it';
  if (key.startsWith('kubectl.kubernetes.io/')) return 'kubectl writes it';
  const release =
    /^(?:meta\.helm\.sh|argocd\.argoproj\.io\/tracking-id|kustomize\.toolkit\.fluxcd\.io)/;
  if (release.test(key)) return 'it says which release the object is of';
  return removedLabels.includes(key) ? 'the operator writes another' : undefined;
}

function carryStrategy({ strategy, spec }: Jaeger, ledger: Ledger): void {
  const mark = ledger.at(['spec', 'strategy']);
  if (spec.strategy !== undefined) {
    if (strategy.strategyProblem) {
      mark.dropped(`the operator ran it as ${strategy.strategy}: ${strategy.strategyProblem}`);
    } else mark.carried('the layout');
  }
  const type = ledger.at(['spec', 'storage', 'type']);
  if (strategy.storageProblem)
    type.dropped(`the operator ran it with memory: ${strategy.storageProblem}`);
  else type.carried('spec.config.extensions.jaeger_storage');
}

function carryUnused(jaeger: Jaeger, ledger: Ledger): void {
  const { spec, strategy } = jaeger;
  for (const { path, why } of unusedParts(strategy)) {
    if (at(spec, ...path) !== undefined) {
      ledger.at(['spec', ...path]).dropped(`it has no effect with ${why}`);
    }
  }
  // what runs has been told of; of what does not, nothing has
  const running = jaeger.roles.map(({ name }) => `${name}`);
  for (const part of ['allInOne', 'collector', 'query', 'ingester']) {
    if (running.includes(part) || spec[part] === undefined) continue;
    ledger.at(['spec', part]).dropped(`strategy ${strategy.strategy} has no such component`);
  }
  for (const part of ['allInOne', 'collector', 'ingester']) {
    if (at(spec, part, 'config') !== undefined) {
      ledger.at(['spec', part, 'config']).dropped('the operator ignores it');
    }
  }
  const provisioned = at(spec, 'storage', 'elasticsearch');
  if (provisioned !== undefined) {
    ledger
      .at(['spec', 'storage', 'elasticsearch'])
      .dropped('with es.server-urls the operator requests no Elasticsearch');
  }
  if (at(spec, 'storage', 'grpcPlugin') !== undefined) {
    ledger.at(['spec', 'storage', 'grpcPlugin']).none('Jaeger v2 has no plug-ins');
  }
  for (const { path, key } of jaeger.droppedOptions) {
    ledger
      .at(path)
      .dropped(`with storage ${strategy.storage} the operator does not pass on ${key}`);
  }
}

function carryImages({ spec }: Jaeger, ledger: Ledger, draft: Draft): void {
  const images = jaegerV2Images(draft.release);
  const ofJobs: Readonly<Record<string, string>> = {
    esIndexCleaner: images.indexCleaner,
    esRollover: images.rollover,
  };
  for (const part of imageParts) {
    const image = text(at(spec, ...part, 'image'));
    if (image === undefined || part[0] === 'agent') continue;
    const mark = ledger.at(['spec', ...part, 'image']);
    const { repository } = parseImage(image);
    const successor = ofJobs[part.at(-1) ?? ''] ?? images.jaeger;
    if (/^(?:(?:docker\.io|quay\.io)\/)?jaegertracing\//.test(repository)) {
      mark.dropped(`${successor} is in its place`);
    } else mark.none(`${successor} is in its place; name an image of your own by a prop`);
  }
}

function carryAgent({ spec }: Jaeger, ledger: Ledger): void {
  if (spec.agent === undefined || spec.agent === null) return;
  ledger.at(['spec', 'agent']).none(noAgents);
}

function carryRest({ spec, roles }: Jaeger, ledger: Ledger, draft: Draft): void {
  for (const path of [[], ...roles.map(({ name }) => [name])]) {
    if (at(spec, ...path, 'livenessProbe') === undefined) continue;
    ledger.at(['spec', ...path, 'livenessProbe']).none(noProbe);
  }
  for (const part of ['allInOne', 'query']) {
    const traces = at(spec, part, 'tracingEnabled');
    if (traces === undefined) continue;
    const mark = ledger.at(['spec', part, 'tracingEnabled']);
    if (traces === true) mark.none('the agent that it sent its own traces to is gone');
    else mark.carried('spec.config.extensions.jaeger_query.enable_tracing');
  }
  const ui = at(spec, 'ui', 'options');
  if (Object.keys(record(ui)).length > 0) {
    draft.props.uiConfig = ui;
    ledger.at(['spec', 'ui', 'options']).carried(`ConfigMap ${draft.name}-ui`);
  }
}
