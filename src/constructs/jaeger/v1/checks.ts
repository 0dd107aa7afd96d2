import { jaegerNameProblem } from '../../../upstream/jaeger/names.ts';
import { uiConfigProblem } from '../../../upstream/jaeger/ui/config.ts';
import { imageProblem } from '../../../upstream/kubernetes/image.ts';
import { metadataProblems } from '../../props/metadata.ts';
import { refuse, wholeNumberProblem, yamlProblem } from '../../props/refuse.ts';
import { dependenciesProblem } from '../dependencies-job.ts';
import { kafkaProblems } from '../kafka.ts';
import { receiverOptions, receiverTlsProblems } from '../receiver-tls.ts';
import { sourceProblems } from '../sampling.ts';
import { gatewayProblems } from '../ui/gateway.ts';
import { ingressProblems } from '../ui/ingress.ts';
import { extraSpecProblems } from './extra-spec.ts';
import { checkOptions, flag } from './options.ts';
import { podsProblems } from './pods/checks.ts';
import type { JaegerProps } from './props.ts';
import type { NamedJaegerProps } from './spec.ts';
import { storageProblems, storageTypeProblem } from './storage/spec.ts';
import { strategyOf } from './strategy.ts';
import { kafkaReleaseProblem } from './streaming.ts';

/**
 * Checks the settings of a Jaeger v1, one by one and against each other.
 *
 * @throws naming the setting, the rule and the value
 */
export function checkJaegerProps(props: NamedJaegerProps): void {
  refuse(storageTypeProblem(props.storage));
  refuse(
    jaegerNameProblem('name', props.name),
    ...metadataProblems(props),
    wholeNumberProblem('collectorReplicas', props.collectorReplicas, 1),
    wholeNumberProblem('queueSize', props.queueSize, 1),
    wholeNumberProblem('queryReplicas', props.queryReplicas, 1),
    ...ingressProblems(props.ingress),
    ...gatewayProblems(props.gateway),
    ...kafkaProblems(props.kafka),
    ...receiverTlsProblems(props.receiverTls),
    tlsOptionProblem(props),
    ...samplingProblems(props),
    yamlProblem('uiConfig', props.uiConfig, true),
    uiConfigProblem('uiConfig', props.uiConfig),
    jobProblem(props),
    ...storageProblems(props.storage),
    ...strategyProblems(props),
  );
  refuse(
    kafkaReleaseProblem(props.kafka, props.pods),
    ...extraSpecProblems(props),
    ...podsProblems(props),
  );
  checkOptions(props, props.storage);
}

/** Why options say what `receiverTls` is there for; undefined where they do not. */
function tlsOptionProblem({
  receiverTls,
  name,
  collectorOptions,
}: NamedJaegerProps): string | undefined {
  const written = Object.keys(receiverOptions(receiverTls, name) ?? {}).find(
    (option) => flag(collectorOptions, option) !== undefined,
  );
  return written === undefined
    ? undefined
    : `collectorOptions must not set ${written}; use the prop receiverTls`;
}

/** What one pod that does all cannot have. */
function strategyProblems(props: JaegerProps): (string | undefined)[] {
  if (strategyOf(props) !== 'allInOne') return [];
  const { storage, kafka, collectorReplicas, queryReplicas } = props;
  const alone = (prop: string, value: unknown) =>
    value === undefined
      ? undefined
      : `${prop} must not be set with storage ${storage.type}, which runs one pod for everything, got ${value}`;
  return [
    kafka && `kafka needs storage that pods can share, such as elasticsearch, got ${storage.type}`,
    alone('collectorReplicas', collectorReplicas),
    alone('queryReplicas', queryReplicas),
  ];
}

function samplingProblems({ sampling }: JaegerProps): (string | undefined)[] {
  // source: jaeger-operator v1.65.0 pkg/config/sampling; SAMPLING_CONFIG_TYPE is a variable, for which it has no field
  return sampling !== undefined && Object.hasOwn(sampling, 'adaptive')
    ? ['sampling.adaptive needs jaegerV2: the Jaeger operator has no field for it']
    : sourceProblems(sampling);
}

function jobProblem(props: JaegerProps): string | undefined {
  const { dependenciesImage: image, operatorDependencies, storage } = props;
  if (image === undefined) return undefined;
  if (operatorDependencies) {
    return `operatorDependencies must not be true with dependenciesImage, got '${image}'`;
  }
  return dependenciesProblem(storage, image) ?? imageProblem('dependenciesImage', image);
}
