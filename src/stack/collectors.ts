import type { Construct } from 'constructs';
import { notingAddresses } from '../constructs/collector/addresses.ts';
import { OtelCollector } from '../constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../constructs/collector/props.ts';
import {
  balancerProps,
  type NamedTiers,
  samplerName,
  samplerProps,
  sentTo,
  tierProblems,
} from '../constructs/collector/tiers.ts';
import type { OtlpEndpoint } from '../constructs/edge/backend.ts';
import { ownedProblem, within } from '../constructs/props/refuse.ts';
import type { ReceiverProtocol } from '../upstream/collector/component-names.ts';
import type { Signal } from '../upstream/edge/signals.ts';
import type { AnyStackProps, TracingStackProps } from './props.ts';
import { sizedCollector } from './sizing.ts';
import { type AgentsProps, type StackTailSampling, tailSamplingShape } from './tiers.ts';

/** The collectors of a stack. */
export interface StackCollectors<P extends ReceiverProtocol> {
  /** What takes spans and sends them to the backend, or to the tier that samples. */
  readonly collector: OtelCollector<P>;
  /** What samples whole traces. */
  readonly sampler?: OtelCollector<'otlp-grpc'> | undefined;
  /** What takes spans on each node. */
  readonly agents?: OtelCollector<ReceiverProtocol> | undefined;
}

const usualName = 'otel-collector';
const usualAgentName = 'otel-agent';

/** Why collectors do not work together so, undefined entries where they do. */
export function collectorsProblems(props: AnyStackProps): (string | undefined)[] {
  const { tailSampling, agents, collector } = props;
  const misshapen = tailSamplingShape.problem('tailSampling', tailSampling);
  if (misshapen !== undefined) return [misshapen];
  return [
    ...(tailSampling ? tailSamplingProblems(props, tailSampling) : []),
    agents && collector?.mode === 'sidecar'
      ? 'collector.mode must not be sidecar with agents, which send to its Service'
      : undefined,
    ownedProblem('agents', agents, {
      exportTo: 'collector, which agents send to',
      namespace: 'namespace',
      clusterDomain: 'clusterDomain',
      mode: 'collector, since agents are a daemonset',
    }),
    agents && twice(props)
      ? `agents.name must differ from the names of the other collectors, got '${agentName(props)}'`
      : undefined,
    agents && collector?.protocols && !collector.protocols.some(isOtlp)
      ? `collector.protocols must hold otlp-grpc or otlp-http for agents, got ${collector.protocols}`
      : undefined,
  ];
}

function agentName({ agents }: AnyStackProps): string {
  return agents?.name ?? usualAgentName;
}

function twice({ collector, tailSampling, ...props }: AnyStackProps): boolean {
  const name = collector?.name ?? usualName;
  return [name, ...(tailSampling ? [samplerName(name)] : [])].includes(
    agentName(props as AnyStackProps),
  );
}

function isOtlp(protocol: ReceiverProtocol): boolean {
  return protocol === 'otlp-grpc' || protocol === 'otlp-http';
}

function tailSamplingProblems(
  { collector, sizing }: AnyStackProps,
  tailSampling: StackTailSampling,
): (string | undefined)[] {
  const problems = tierProblems({ ...tailSampling, balancer: collector });
  return [
    ...problems.map((problem) =>
      problem?.startsWith('balancer')
        ? problem.replace(/^balancer/, 'collector')
        : problem && `tailSampling.${problem}`,
    ),
    sizing ? 'sizing must not be set with tailSampling, whose tiers were not measured' : undefined,
  ];
}

/**
 * Adds the collectors of a stack.
 *
 * @param scope - whose children they are, each called after its prop
 * @param exportTo - all backends
 */
export function addCollectors<P extends ReceiverProtocol>(
  scope: Construct,
  props: TracingStackProps<P>,
  common: { readonly namespace: string; readonly clusterDomain?: string },
  exportTo: readonly OtlpEndpoint[],
): StackCollectors<P> {
  const image = props.otelOperator?.collectorImage;
  // a distribution is an image, too
  const pulled = <T extends { readonly distribution?: unknown; readonly image?: string }>(
    own: T,
  ) => ({ ...own, image: own.image ?? (own.distribution ? undefined : image) });
  const settings = { ...pulled({ ...sizedCollector(props) }), ...common };
  const { tailSampling, agents } = props;
  const { labels, annotations, name = usualName, ...balancer } = settings;
  const tiers = tailSampling && {
    ...tailSampling,
    ...common,
    sampler: pulled({ ...tailSampling.sampler }),
    balancer,
    labels,
    annotations,
    name,
    exportTo,
  };
  const sampler = tiers && new OtelCollector(scope, 'Sampler', samplerProps(tiers));
  const collector = new OtelCollector<P>(
    scope,
    'Collector',
    tiers && sampler
      ? within(scope, () => balancerProps<P>(tiers as NamedTiers<P>, sampler))
      : ({ ...settings, exportTo } as OtelCollectorProps<P>),
  );
  return {
    collector,
    sampler,
    agents:
      agents &&
      new OtelCollector(
        scope,
        'Agents',
        agentProps(pulled(agents), common, collector, {
          processors: [settings.processors, tailSampling?.sampler?.processors],
          signals: settings.signals,
        }),
      ),
  };
}

/** What those behind agents do, whose processors want to know pods by their addresses. */
interface Behind {
  readonly processors: readonly OtelCollectorProps['processors'][];
  readonly signals: OtelCollectorProps['signals'];
}

type Taken = Exclude<Signal, 'traces'>;

/** Props of agents: they send all that the collector takes, unless they say which. */
function agentProps<P extends ReceiverProtocol>(
  agents: AgentsProps,
  common: { readonly namespace: string; readonly clusterDomain?: string },
  { otlpGrpc, otlpHttp }: OtelCollector<P>,
  behind: Behind,
): OtelCollectorProps {
  const gateway = (otlpGrpc ?? otlpHttp) as OtlpEndpoint;
  const taken = (gateway.signals ?? []).filter((signal) => signal !== 'traces');
  const signals = agents.signals ?? Object.fromEntries(taken.map((signal) => [signal, {}]));
  const noting = Object.fromEntries(
    Object.entries(signals).map(([signal, settings]) => {
      const found = behind.signals?.[signal as Taken]?.processors;
      return [
        signal,
        settings && { ...settings, processors: notingAddresses(settings.processors, found) },
      ];
    }),
  );
  // what a collector reads of Kafka, it need not be sent
  const byKafka = Object.fromEntries(
    Object.entries(noting).map(([signal, settings]) =>
      agents.exportToKafka?.[signal as Taken] === undefined
        ? [signal, settings]
        : [signal, { exportTo: [], ...settings }],
    ),
  );
  return {
    ...agents,
    ...common,
    name: agents.name ?? usualAgentName,
    mode: 'daemonset',
    processors: notingAddresses(agents.processors, ...behind.processors),
    exportTo: agents.exportToKafka ? [] : [gateway],
    signals: sentTo([gateway], byKafka),
  };
}
