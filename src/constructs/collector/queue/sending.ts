import { flag, props, type Shape } from '../../props/shape.ts';
import type { ComponentProps, Components } from '../components.ts';
import type { NamedCollectorProps } from '../props.ts';
import {
  type Backoff,
  backoffProblems,
  backoffSettings,
  backoffShapes,
  timeProblem,
} from './backoff.ts';
import { sendsDirectly } from './direct.ts';

/** How often an exporter tries again what a backend did not take: `retry_on_failure`. */
export interface RetryOnFailure extends Backoff {
  /**
   * Whether it tries again at all. With `false`, what a backend refuses once is lost.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Time before the second try, a Go duration. From then on, it grows by a half each time.
   *
   * @default '5s'
   */
  readonly initialInterval?: string;
  /**
   * Longest time between two tries, a Go duration no shorter than `initialInterval`.
   *
   * @default '30s'
   */
  readonly maxInterval?: string;
  /**
   * Time after which spans are thrown away, a Go duration no shorter than either interval; `0s` for never, which suits a
   * `persistentQueue`: it keeps what waits longer than a backend is away.
   *
   * @default - '5m', with a `persistentQueue` '0s'
   */
  readonly maxElapsedTime?: string;
}

/** What kinds of values it has. */
export const retryOnFailureShape: Shape<RetryOnFailure | undefined> = props<RetryOnFailure>({
  ...backoffShapes,
  enabled: flag,
});

/** Props that say how exporters to backends send. */
export type SendingProps = Pick<
  ComponentProps,
  'sendingQueue' | 'compression' | 'timeout' | 'retryOnFailure'
>;

/** Settings of an exporter to a backend; others may decide where nothing is said. */
export function sendingSettings(props: SendingProps): Components {
  const { sendingQueue, compression, timeout } = props;
  return {
    ...(sendingQueue && { sending_queue: sendingQueue }),
    ...(compression && { compression }),
    ...(timeout !== undefined && { timeout }),
    ...retrySettings(props),
  };
}

/**
 * Settings of an exporter that spreads spans over pods. It has one for each pod, whose tries stand for its own, unless a queue of its own
 * or Kafka keeps what no pod takes.
 */
export function spreadingSettings(protocol: object, props: SpreadingProps): Components {
  const { compression, timeout, retryOnFailure, persistentQueue } = props;
  const whole = persistentQueue !== undefined || sendsDirectly(props);
  return {
    protocol: {
      otlp: {
        ...protocol,
        ...sendingSettings({
          compression,
          timeout,
          retryOnFailure: whole ? undefined : retryOnFailure,
        }),
      },
    },
    ...(whole && retrySettings(props)),
  };
}

type SpreadingProps = SendingProps &
  Pick<NamedCollectorProps, 'persistentQueue' | 'receiveFromKafka' | 'batch'>;

function retrySettings({ retryOnFailure }: SendingProps): Components {
  if (retryOnFailure === undefined) return {};
  const { enabled } = retryOnFailure;
  return {
    retry_on_failure: {
      ...(enabled !== undefined && { enabled }),
      ...backoffSettings(retryOnFailure),
    },
  };
}

/** Why exporters do not send so, undefined entries where they do. */
export function sendingProblems({
  timeout,
  retryOnFailure = {},
  persistentQueue,
}: NamedCollectorProps): (string | undefined)[] {
  const { enabled = true, ...backoff } = retryOnFailure;
  const idle = Object.entries(backoff).find(([, value]) => value !== undefined)?.[0];
  return [
    timeout === undefined ? undefined : timeProblem('timeout', timeout, 0),
    enabled || idle === undefined
      ? undefined
      : `retryOnFailure.${idle} must not be set with enabled: false, which tries once`,
    enabled || persistentQueue === undefined
      ? undefined
      : 'retryOnFailure.enabled must not be false with persistentQueue: what is stored would be thrown away when a backend is away',
    ...backoffProblems('retryOnFailure', backoff, persistentQueue ? '0s' : '5m'),
  ];
}
