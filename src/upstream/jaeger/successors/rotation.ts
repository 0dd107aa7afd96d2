import { indexKinds } from './elasticsearch.ts';

/** Policy of index lifecycle management that Jaeger v1 writes by, which somebody has made (jaeger v1.76.0 cmd/es-rollover). */
export const lifecyclePolicy = 'jaeger-ilm-policy';

const frequencyFlags: Readonly<Record<(typeof indexKinds)[number], string | undefined>> = {
  spans: 'index-rollover-frequency-spans',
  services: 'index-rollover-frequency-services',
  dependencies: undefined,
  sampling: 'index-rollover-frequency-adaptive-sampling',
};

/** Ends of the names of the flags that say how indices follow one another. */
export const rotationFlags: readonly string[] = [
  'use-aliases',
  'use-ilm',
  'index-date-separator',
  ...Object.values(frequencyFlags).filter((flag) => flag !== undefined),
];

/**
 * How the indices of Jaeger v1 follow one another.
 *
 * - `dates`: an index for each day or hour, named by it
 * - `aliases`: jobs move aliases
 * - `lifecycle`: a policy of the server moves them
 */
export type Rotation =
  | {
      readonly by: 'dates';
      /** What stands between the parts of a date. */
      readonly separator: string;
      /** Kinds of indices of which there is one for each hour. */
      readonly hourly: readonly (typeof indexKinds)[number][];
    }
  | { readonly by: 'aliases' }
  | { readonly by: 'lifecycle' };

/**
 * How indices follow one another by the flags of a storage.
 *
 * Source: jaeger v1.76.0 internal/storage/v1/elasticsearch/options.go.
 *
 * @param value - value of a flag by the end of its name, `use-aliases`
 */
export function rotationOf(value: (flag: string) => string | undefined): Rotation {
  const isTrue = (flag: string) => /^(?:1|t|true)$/i.test(value(flag) ?? '');
  if (isTrue('use-aliases')) return { by: isTrue('use-ilm') ? 'lifecycle' : 'aliases' };
  return {
    by: 'dates',
    separator: value('index-date-separator') ?? '-',
    hourly: indexKinds.filter((kind) => {
      const flag = frequencyFlags[kind];
      return flag !== undefined && value(flag) === 'hour';
    }),
  };
}
