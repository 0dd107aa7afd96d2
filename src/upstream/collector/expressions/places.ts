import { list, own } from '../../values/unknown.ts';

/** A step from the section of a Go type to a regular expression: a key, or everything that a list or map holds. */
export type Step = string | typeof every;

/** Each item of a list, or each value of a map. */
export const every = Symbol('every');

/** Where a regular expression stands in the section of a Go type, and when it is one. */
export interface Place {
  readonly steps: readonly Step[];
  /** Whether it is one, by the section. */
  readonly when?: (section: unknown) => boolean;
  /** Whether it is one, by the mapping that it stands in. */
  readonly beside?: (mapping: unknown) => boolean;
}

const has = (key: string, value: unknown) => (section: unknown) => own(section, key) === value;

const matchesRegexp = has('match_type', 'regexp');

const texts = (...keys: readonly string[]): Place[] => keys.map((key) => ({ steps: [key, every] }));

const filtered = (...paths: readonly (readonly Step[])[]): Place[] =>
  paths.map((steps) => ({ steps, when: matchesRegexp }));

/** Of a policy of tail_sampling, which looks at the settings of its type alone. */
const policy: readonly Place[] = [
  {
    steps: ['string_attribute', 'values', every],
    when: has('type', 'string_attribute'),
    beside: has('enabled_regex_matching', true),
  },
];

/** Operators that logs are parsed by, which the catalogue does not look into. */
const operators: readonly Place[] = ['regex_parser', 'regex_replace'].map((type) => ({
  steps: ['operators', every, 'regex'],
  beside: has('type', type),
}));

const scraped = (scraper: string, key: string, ...filters: readonly string[]): Place[] =>
  filters.map((filter) => ({
    steps: ['scrapers', scraper, filter, key, every],
    beside: matchesRegexp,
  }));

const sortedByName: readonly unknown[] = ['numeric', 'alphabetical', 'timestamp'];

/**
 * Regular expressions among the settings of components, by the Go type that has them: wherever a component has a section of that
 * type, it has them there. All of them are compiled when the component is made or started, which fails with one that cannot be.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 internal/coreinternal/attraction, internal/filter, pkg/stanza, processor and receiver
 * of each; opentelemetry-collector v0.158.0 filter; prometheus v0.313.2 model/relabel.
 */
export const places: Readonly<Record<string, readonly Place[]>> = {
  'core:filter.Config': [{ steps: ['regexp'] }],
  'contrib:internal/coreinternal/attraction.ActionKeyValue': [{ steps: ['pattern'] }],
  'contrib:internal/filter/filterconfig.MatchProperties': filtered(
    ['services', every],
    ['span_names', every],
    ['span_kinds', every],
    ['attributes', every, 'value'],
    ['resources', every, 'value'],
    ['libraries', every, 'name'],
    ['libraries', every, 'version'],
  ),
  'contrib:internal/filter/filterconfig.MetricMatchProperties': filtered(['metric_names', every]),
  'contrib:pkg/stanza/fileconsumer/matcher.OrderingCriteria': [
    { steps: ['group_by'] },
    {
      steps: ['regex'],
      when: (section) =>
        list(own(section, 'sort_by')).some((one) => sortedByName.includes(own(one, 'sort_type'))),
    },
  ],
  'contrib:pkg/stanza/split.Config': [
    { steps: ['line_start_pattern'] },
    { steps: ['line_end_pattern'] },
  ],
  'contrib:processor/k8sattributesprocessor.ExcludePodConfig': [{ steps: ['name'] }],
  'contrib:processor/k8sattributesprocessor.FieldExtractConfig': [
    { steps: ['key_regex'] },
    { steps: ['regex'] },
  ],
  'contrib:processor/metricstransformprocessor.transform': filtered(
    ['include'],
    ['experimental_match_labels', every],
  ),
  'contrib:processor/redactionprocessor.Config': texts(
    'allowed_values',
    'blocked_values',
    'blocked_key_patterns',
    'ignored_key_patterns',
  ),
  'contrib:processor/spanprocessor.ToAttributes': texts('rules'),
  'contrib:processor/tailsamplingprocessor.PolicyCfg': policy,
  'contrib:processor/tailsamplingprocessor.AndSubPolicyCfg': policy,
  'contrib:processor/tailsamplingprocessor.CompositeSubPolicyCfg': policy,
  'contrib:processor/tailsamplingprocessor.NotSubPolicyCfg': policy,
  'contrib:receiver/filelogreceiver.FileLogConfig': operators,
  'contrib:receiver/hostmetricsreceiver.Config': [
    ...scraped('disk', 'devices', 'include', 'exclude'),
    ...scraped('network', 'interfaces', 'include', 'exclude'),
    ...scraped('process', 'names', 'include', 'exclude'),
    ...scraped('filesystem', 'devices', 'include_devices', 'exclude_devices'),
    ...scraped('filesystem', 'fs_types', 'include_fs_types', 'exclude_fs_types'),
    ...scraped('filesystem', 'mount_points', 'include_mount_points', 'exclude_mount_points'),
  ],
  'contrib:receiver/prometheusreceiver.Config': ['relabel_configs', 'metric_relabel_configs'].map(
    (key) => ({ steps: ['config', 'scrape_configs', every, key, every, 'regex'] }),
  ),
};
