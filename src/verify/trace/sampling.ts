import type { Component } from '../../model/collector/config.ts';
import { parseGoDuration } from '../../upstream/values/duration.ts';
import { settingNumber } from '../../upstream/values/settings.ts';
import { text } from '../../upstream/values/unknown.ts';
import type { Looks } from './spans.ts';

/** How spans must be sent, so that one of them is stored in spite of sampling. */
export interface Sending {
  /** How many traces to send: enough that all being dropped by chance is one case in a thousand. */
  readonly count: number;
  /** Seconds to wait longer than usual. */
  readonly wait: number;
  readonly looks: Looks;
  /** Processors that keep some traces only. */
  readonly samplers: readonly Component[];
}

const improbable = 0.001;
/** Below this share so many traces would be needed that the sampler is asked to keep the one that is sent. */
const leastShare = 0.1;

/** How to send spans through processors. */
export function sendingThrough(processors: readonly Component[]): Sending {
  const shares = processors.flatMap(({ type, settings }) =>
    type === 'probabilistic_sampler'
      ? [(settingNumber(settings.sampling_percentage) ?? 0) / 100]
      : [],
  );
  const share = shares.reduce((product, one) => product * Math.min(1, one), 1);
  const tails = processors.filter(({ type }) => type === 'tail_sampling');
  const waits = tails.map(
    ({ settings }) => parseGoDuration(text(settings.decision_wait) ?? '30s') ?? 0,
  );
  const few = share < leastShare && share > 0;
  return {
    count:
      share >= 1 || few || share === 0 ? 1 : Math.ceil(Math.log(improbable) / Math.log(1 - share)),
    wait: waits.reduce((sum, wait) => sum + wait / 1000, 0),
    looks: {
      // what tail sampling usually keeps: what failed, and what took long
      failed: tails.length > 0,
      duration: tails.length > 0 ? 30 : 0.001,
      // source: opentelemetry-collector-contrib processor/probabilisticsamplerprocessor, sampling.priority
      attributes: few ? { 'sampling.priority': 1 } : {},
    },
    samplers: processors.filter(({ type }) => /sampl/.test(type)),
  };
}
