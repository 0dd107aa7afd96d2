import { type SamplingStrategies, sourceProblems } from '../../constructs/jaeger/sampling.ts';
import type { Jaeger } from '../../model/jaeger/instances.ts';
import { at, isRecord, number, record } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Draft } from '../output/draft.ts';

/** What the operator of Jaeger v1 tells senders to keep where nothing is said of it: all (jaeger-operator v1.65.0 pkg/config/sampling). */
const everything: SamplingStrategies = { default_strategy: { type: 'probabilistic', param: 1 } };

const askElsewhere =
  'senders that asked port 14268 for what to sample, under /api/sampling, ask port 5778';

/** Tells senders to sample what they were told before. */
export function carrySampling({ spec }: Jaeger, ledger: Ledger, draft: Draft): void {
  const path = ['spec', 'sampling', 'options'];
  const options = at(spec, 'sampling', 'options');
  const strategies = strategiesOf(options);
  const problem = sourceProblems({ strategies }).find((one) => one !== undefined);
  draft.props.sampling = { strategies: problem === undefined ? strategies : everything };
  draft.note(askElsewhere);
  if (!isRecord(options)) return;
  const mark = ledger.at(path);
  if (problem === undefined) mark.carried(`ConfigMap ${draft.name}-sampling`);
  else mark.none(`all is sampled instead: ${problem}`);
}

function strategiesOf(options: unknown): SamplingStrategies {
  if (Object.keys(record(options)).length === 0) return everything;
  // the file is read by v2 as by v1; what is wrong with it is looked for by the construct
  const given = options as Partial<SamplingStrategies>;
  return isRecord(given.default_strategy) ? (given as SamplingStrategies) : { ...unsaid, ...given };
}

/** What Jaeger v1 keeps of services that strategies say nothing of (jaeger v1.76.0 internal/sampling/samplingstrategy/file). */
const unsaid: SamplingStrategies = { default_strategy: { type: 'probabilistic', param: 0.001 } };

/** Tells senders to sample what a collector without an operator told them: a thousandth, unless flags or a file said another. */
export function carryPlainSampling(draft: Draft): void {
  const usual = number(draft.configured('collector', probability)) ?? 0.001;
  const strategies = { default_strategy: { type: 'probabilistic', param: usual } };
  draft.props.sampling ??= { strategies };
  draft.note(askElsewhere);
}

const probability = ['extensions', 'remote_sampling', 'file', 'default_sampling_probability'];
