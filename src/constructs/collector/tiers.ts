import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import { loadBalancerType } from '../../upstream/collector/load-balancing.ts';
import { collectorNames } from '../../upstream/otel-operator/collector-names.ts';
import { collectorRelease } from '../operator/release.ts';
import { oneOfProblem, ownedProblem } from '../props/refuse.ts';
import { notingAddresses } from './addresses.ts';
import { configVersion } from './config.ts';
import type { OtelCollector } from './instance.ts';
import type { OtelCollectorProps } from './props.ts';
import { spreadingSettings } from './queue/sending.ts';
import { policyProblems, samplingProblems, samplingSettings } from './sampling-policies.ts';
import type { SignalsProps } from './signals/props.ts';
import type { TailSamplingProps } from './tail-sampling.ts';

/** Settings of two tiers with the names that they come to. */
export type NamedTiers<P extends ReceiverProtocol> = Omit<
  TailSamplingProps<P>,
  'namespace' | 'name'
> & {
  readonly namespace: string;
  readonly name: string;
};

const owned = { namespace: 'namespace', name: 'name', exportTo: 'exportTo' };

/**
 * Why traces are not sampled so by two tiers, undefined entries where they are.
 *
 * @throws for a share that is none
 */
export function tierProblems(
  props: Pick<TailSamplingProps, 'balancer' | 'sampler' | 'resolver' | 'policies'>,
): (string | undefined)[] {
  const { balancer = {}, sampler = {}, resolver } = props;
  const problems = [
    oneOfProblem('resolver', resolver, ['dns', 'k8s']),
    ...samplingProblems(props),
    oneOfProblem('balancer.mode', balancer.mode, ['deployment', 'daemonset', 'statefulset']),
    oneOfProblem('sampler.mode', sampler.mode, ['deployment', 'statefulset']),
    ownedProblem('sampler.processors', sampler.processors, { tail_sampling: 'policies' }),
    ownedProblem('balancer.exporters', balancer.exporters, {
      load_balancing: 'resolver',
      loadbalancing: 'resolver',
    }),
    ownedProblem('balancer', balancer, owned),
    ownedProblem('sampler', sampler, {
      ...owned,
      protocols: 'balancer.protocols',
      signals: 'balancer.signals',
    }),
  ];
  const wrong = problems.some((problem) => problem !== undefined);
  return wrong ? problems : policyProblems(samplingSettings(props));
}

/** Props of the tier that samples. */
export function samplerProps<P extends ReceiverProtocol>(
  props: NamedTiers<P>,
): OtelCollectorProps<'otlp-grpc'> {
  const { sampler = {}, name, exportTo } = props;
  return {
    ...twice(sampler),
    ...common(props),
    name: samplerName(name),
    exportTo,
    protocols: ['otlp-grpc'],
    processors: { ...sampler.processors, tail_sampling: samplingSettings(props) },
  };
}

/**
 * Props of the tier that takes spans, and sends all of a trace to one pod of the other.
 *
 * @param sampler - that one
 * @throws if the image alone does not tell the release
 */
export function balancerProps<P extends ReceiverProtocol>(
  props: NamedTiers<P>,
  sampler: OtelCollector<'otlp-grpc'>,
): OtelCollectorProps<P> {
  const { balancer = {}, name, namespace, resolver = 'dns', exportTo } = props;
  const version = collectorRelease(sampler, balancer);
  const named = { ...balancer, namespace, name, exportTo: [], version };
  const type = loadBalancerType(configVersion(named));
  const exporter = {
    routing_key: 'traceID',
    ...spreadingSettings({ tls: { insecure: true } }, balancer),
    resolver: resolving(samplerName(name), namespace, sampler.otlpGrpc.port, resolver),
  };
  return {
    ...twice(balancer),
    ...common(props),
    name,
    // it samples spans alone, and so has other signals go past the second tier
    exportTo: [],
    signals: balancer.signals && sentTo(exportTo, balancer.signals),
    exporters: { ...balancer.exporters, [type]: exporter },
    processors: notingAddresses(balancer.processors, props.sampler?.processors),
  } as OtelCollectorProps<P>;
}

/** Signals that go to backends, those of which it is not said where to. */
export function sentTo(
  exportTo: OtelCollectorProps['exportTo'],
  signals: SignalsProps,
): SignalsProps {
  return Object.fromEntries(
    Object.entries(signals).map(([signal, settings]) => [
      signal,
      settings && { ...settings, exportTo: settings.exportTo ?? exportTo },
    ]),
  );
}

/** Name of the tier that samples, by that of the other. */
export function samplerName(name: string): string {
  return `${name}-sampler`;
}

function common<P extends ReceiverProtocol>(props: NamedTiers<P>) {
  const { namespace, clusterDomain, labels, annotations } = props;
  return { namespace, clusterDomain, labels, annotations };
}

/** Two pods, where nothing else says how many there are. */
function twice<T extends Pick<OtelCollectorProps, 'mode' | 'replicas' | 'autoscaler'>>(tier: T): T {
  const { mode = 'deployment', replicas = 2, autoscaler } = tier;
  return mode === 'daemonset' || autoscaler !== undefined ? tier : { ...tier, replicas };
}

/** How the pods behind the headless Service are found, which alone tells them apart. */
function resolving(name: string, namespace: string, port: number, resolver: 'dns' | 'k8s'): object {
  const service = `${collectorNames(name).headless}.${namespace}`;
  return resolver === 'dns'
    ? { dns: { hostname: service, port: String(port) } }
    : { k8s: { service, ports: [port] } };
}
