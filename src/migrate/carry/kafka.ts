import { kafkaProblems } from '../../constructs/jaeger/kafka.ts';
import type { JaegerV2Role } from '../../constructs/jaeger/v2/props.ts';
import { provisionedKafka } from '../../upstream/jaeger/kafka.ts';
import { list, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Draft } from '../output/draft.ts';
import { flagValue, type Source, type SourceOption, type SourceRole } from '../source/component.ts';
import { configureCredentials } from './credentials.ts';
import { type GroupedOption, placeOf, successorRole } from './flags.ts';

/** The two ends of Kafka: the prefix of their flags, the component that has them, and their part of Jaeger v2. */
const ends = [
  ['kafka.producer', 'collector', 'kafka-exporter'],
  ['kafka.consumer', 'ingester', 'kafka-receiver'],
] as const;

/** Says what Kafka is between what takes spans and what stores them. */
export function carryKafka(source: Source, options: readonly GroupedOption[], draft: Draft): void {
  if (source.strategy !== 'streaming') return;
  const producer = placeOf('kafka-exporter', source);
  const consumer = placeOf('kafka-receiver', source);
  for (const [prefix, name, part] of ends) {
    const role = source.roles.find((one) => one.name === name);
    if (role) carryLogin(role, prefix, placeOf(part, source), options, draft);
  }
  const written = draft.lift([...producer, 'brokers']);
  const read = draft.lift([...consumer, 'brokers']);
  const brokers = list(written ?? read);
  draft.kafka.brokers = brokers;
  const topic = text(draft.lift([...producer, 'traces', 'topic']));
  const topics = list(draft.lift([...consumer, 'traces', 'topics']));
  const chosen = topic ?? text(topics[0]);
  if (chosen !== undefined) draft.kafka.topic = chosen;
  const group = text(draft.lift([...consumer, 'group_id']));
  if (group !== undefined) draft.kafka.groupId = group;
  for (const place of [producer, consumer]) {
    const encoding = [...place, 'traces', 'encoding'];
    for (const role of ['collector', 'ingester'] as const) {
      if (draft.configured(role, encoding) === 'jaeger_proto') draft.unconfigure(role, encoding);
    }
  }
  if (brokers.length === 0) provide(source, draft);
  checkKafka(source, draft);
}

function checkKafka(source: Source, draft: Draft): void {
  const problem = kafkaProblems(draft.kafka as never).find((one) => one !== undefined);
  if (problem === undefined) return;
  const option = source.roles
    .flatMap(({ options }): readonly SourceOption[] => options)
    .find(({ key }) => /^kafka\.(?:producer|consumer)\.(?:brokers|topic)$/.test(key));
  throw option ? option.mark.refusal(problem) : new Error(problem);
}

function carryLogin(
  role: SourceRole,
  prefix: string,
  place: Path,
  options: readonly GroupedOption[],
  draft: Draft,
): void {
  const target = successorRole[role.name];
  const login = flagValue(role, `${prefix}.authentication`) ?? 'none';
  const own = options.filter((option) => option.role === role && option.key.startsWith(prefix));
  for (const { group, key, mark } of own) {
    if (group === 'authentication') mark.carried(`spec.config.${[...place, 'auth'].join('.')}`);
    else if (group === 'credential' && !key.includes(login)) {
      mark.dropped(`${prefix}.authentication is ${login}`);
    }
  }
  if (login === 'tls' && draft.configured(target, [...place, 'tls']) === undefined) {
    draft.configure(target, [...place, 'tls'], {});
  }
  const block = [...place, 'auth', login === 'plaintext' ? 'sasl' : 'kerberos'];
  if (login === 'plaintext') presumeVariables(target, prefix, block, draft);
  const credentials = own.filter(({ group, key }) => group === 'credential' && key.includes(login));
  configureCredentials(
    credentials.filter(({ value }) => value === undefined),
    block,
    draft,
  );
  const inline = credentials.filter(({ value }) => value !== undefined);
  if (inline.length > 0) moveToSecret(inline, block, draft);
}

function variable(key: string): string {
  return key.toUpperCase().replace(/[.-]/g, '_');
}

/** What no flag says, the Secret of the operator's `kafkaSecretName` does, by the names of v1's variables. */
function presumeVariables(role: JaegerV2Role, prefix: string, block: Path, draft: Draft): void {
  if (draft.configured(role, [...block, 'mechanism']) === undefined) {
    draft.configure(role, [...block, 'mechanism'], 'PLAIN');
  }
  for (const field of ['username', 'password']) {
    const name = variable(`${prefix}.plaintext.${field}`);
    draft.configure(role, [...block, field], `\${env:${name}}`);
  }
}

/** Has what stood in the clear put into a Secret, and reads it from there. */
function moveToSecret(options: readonly GroupedOption[], block: Path, draft: Draft): void {
  const secret = `${draft.name}-kafka`;
  draft.promise(
    secret,
    options.map(({ key }) => variable(key)),
  );
  for (const { key, mark, role } of options) {
    const name = variable(key);
    const target = successorRole[role.name];
    const valueFrom = { secretKeyRef: { name: secret, key: name } };
    draft.specify(target, 'env', [{ name, valueFrom }]);
    draft.configure(target, [...block, key.split('.').at(-1) ?? ''], `\${env:${name}}`);
    mark.carried(`the Secret ${secret}, which is to be made`);
  }
}

/** The Kafka that the operator has made where no brokers are named. */
function provide({ name, namespace }: Source, draft: Draft): void {
  const { brokers, volumes, volumeMounts, tls } = provisionedKafka(name, namespace);
  draft.kafka.brokers = brokers;
  for (const [role, place] of [
    ['collector', ['exporters', 'kafka']],
    ['ingester', ['receivers', 'kafka']],
  ] as const) {
    draft.configure(role, [...place, 'tls'], tls);
    draft.specify(role, 'volumes', volumes);
    draft.specify(role, 'volumeMounts', volumeMounts);
  }
  draft.first(
    'Keep the Kafka that the operator made, which would be deleted with the Jaeger',
    `kubectl -n ${namespace} patch kafka/${name} kafkauser/${name} --type=json -p '[{"op":"remove","path":"/metadata/ownerReferences"}]'`,
  );
}
