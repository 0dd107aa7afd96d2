import { at, isRecord, list, own, text } from '../../values/unknown.ts';
import type { TextKind } from './syntax.ts';

/** A text in OTTL among the settings of a component. */
export interface OttlText {
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly kind: TextKind;
  /** The contexts that it may be read in; the first of them that has all its paths, where there are several. */
  readonly contexts: readonly string[];
  /** Whether its paths must begin with the name of their context, `span.name`. */
  readonly named: boolean;
  /** Whether functions are looked at; those of a routing table are its own. */
  readonly functions: boolean;
}

type Path = readonly (string | number)[];

/**
 * Components whose texts are read when they are made; those of all others are read with the configuration, whether a pipeline names
 * them or not.
 */
const readWhenMade: readonly string[] = [
  'processors/tail_sampling',
  'processors/log_dedup',
  'processors/logdedup',
  'connectors/routing',
];

/** Whether texts of a component are read although no pipeline names it, by its kind and type. */
export function isReadUnused(component: string): boolean {
  return !readWhenMade.includes(component);
}

/**
 * Texts in OTTL among the settings of a component.
 *
 * Source: config.go of each, opentelemetry-collector-contrib v0.158.0 processor/{transform,filter,tailsampling}processor,
 * connector/countconnector, and v0.139.0 connector/{routing,sum,signaltometrics}connector, processor/logdedupprocessor.
 *
 * @param component - kind and type, `processors/transform`
 */
export function ottlTexts(component: string, settings: unknown): OttlText[] {
  switch (component) {
    case 'processors/transform':
      return Object.entries(transformContexts).flatMap(([key, contexts]) =>
        transformTexts(settings, key, contexts),
      );
    case 'processors/filter':
      return [
        ...conditionsAt(settings, filterPlaces),
        ...Object.entries(flatFilters).flatMap(([key, contexts]) =>
          filterTexts(settings, key, contexts),
        ),
      ];
    case 'processors/tail_sampling':
      return policyTexts(list(own(settings, 'policies')), ['policies']);
    case 'processors/log_dedup':
    case 'processors/logdedup':
      return texts(settings, 'conditions', []).map((one) =>
        condition(one.path, one.text, ['log'], false),
      );
    case 'connectors/count':
    case 'connectors/sum':
      return countTexts(settings);
    case 'connectors/signal_to_metrics':
    case 'connectors/signaltometrics':
      return metricTexts(settings);
    case 'connectors/routing':
      return list(own(settings, 'table')).flatMap((row, index) => routingTexts(row, index));
    default:
      return [];
  }
}

const transformContexts: Readonly<Record<string, readonly string[]>> = {
  trace_statements: ['span', 'spanevent', 'scope', 'resource'],
  metric_statements: ['metric', 'datapoint', 'exemplar', 'scope', 'resource'],
  log_statements: ['log', 'scope', 'resource'],
  profile_statements: ['profile', 'profilesample', 'scope', 'resource'],
};

function transformTexts(settings: unknown, key: string, contexts: readonly string[]): OttlText[] {
  return list(own(settings, key)).flatMap((group, index) => {
    const path = [key, index];
    if (typeof group === 'string') return [statement(path, group, contexts, true)];
    const context = text(own(group, 'context')) ?? '';
    const chosen = contexts.includes(context) ? [context] : contexts;
    const named = context === '';
    return [
      ...texts(group, 'statements', path).map((one) =>
        statement(one.path, one.text, chosen, named),
      ),
      ...texts(group, 'conditions', path).map((one) =>
        condition(one.path, one.text, chosen, named),
      ),
    ];
  });
}

const filterPlaces: readonly (readonly [path: Path, context: string])[] = [
  [['traces', 'resource'], 'resource'],
  [['traces', 'span'], 'span'],
  [['traces', 'spanevent'], 'spanevent'],
  [['metrics', 'resource'], 'resource'],
  [['metrics', 'metric'], 'metric'],
  [['metrics', 'datapoint'], 'datapoint'],
  [['logs', 'resource'], 'resource'],
  [['logs', 'log_record'], 'log'],
  [['profiles', 'resource'], 'resource'],
  [['profiles', 'profile'], 'profile'],
];

const flatFilters: Readonly<Record<string, readonly string[]>> = {
  trace_conditions: ['span', 'spanevent', 'scope', 'resource'],
  metric_conditions: ['metric', 'datapoint', 'scope', 'resource'],
  log_conditions: ['log', 'scope', 'resource'],
  profile_conditions: ['profile', 'scope', 'resource'],
};

function filterTexts(settings: unknown, key: string, contexts: readonly string[]): OttlText[] {
  return list(own(settings, key)).flatMap((group, index) => {
    const path = [key, index];
    if (typeof group === 'string') return [condition(path, group, contexts, true)];
    const context = text(own(group, 'context')) ?? '';
    const chosen = contexts.includes(context) ? [context] : contexts;
    return texts(group, 'conditions', path).map((one) =>
      condition(one.path, one.text, chosen, context === ''),
    );
  });
}

/** Conditions of policies, also of those inside of others. */
function policyTexts(policies: readonly unknown[], path: Path): OttlText[] {
  return policies.flatMap((policy, index) => {
    const here = [...path, index];
    return [
      ...conditionsAt(policy, [
        [['ottl_condition', 'span'], 'span'],
        [['ottl_condition', 'spanevent'], 'spanevent'],
      ]).map((one) => ({ ...one, path: [...here, ...one.path] })),
      ...subPolicies.flatMap(([outer, inner]) =>
        policyTexts(list(at(policy, outer, inner)), [...here, outer, inner]),
      ),
    ];
  });
}

const subPolicies = [
  ['and', 'and_sub_policy'],
  ['drop', 'drop_sub_policy'],
  ['composite', 'composite_sub_policy'],
] as const;

const counted: Readonly<Record<string, string>> = {
  spans: 'span',
  spanevents: 'spanevent',
  metrics: 'metric',
  datapoints: 'datapoint',
  logs: 'log',
  profiles: 'profile',
};

function countTexts(settings: unknown): OttlText[] {
  return Object.entries(counted).flatMap(([key, context]) => {
    const metrics = own(settings, key);
    if (!isRecord(metrics)) return [];
    return Object.entries(metrics).flatMap(([name, metric]) =>
      texts(metric, 'conditions', [key, name]).map((one) =>
        condition(one.path, one.text, [context], false),
      ),
    );
  });
}

function metricTexts(settings: unknown): OttlText[] {
  return Object.entries(counted).flatMap(([key, context]) =>
    list(own(settings, key)).flatMap((metric, index) =>
      texts(metric, 'conditions', [key, index]).map((one) =>
        condition(one.path, one.text, [context], false),
      ),
    ),
  );
}

function routingTexts(row: unknown, index: number): OttlText[] {
  const path = ['table', index];
  const context = text(own(row, 'context')) ?? 'resource';
  // `request` has a language of its own
  if (!routed.includes(context)) return [];
  const plain = { contexts: [context], named: false, functions: false };
  const written = text(own(row, 'statement'));
  const asked = text(own(row, 'condition'));
  return [
    ...(written
      ? [{ path: [...path, 'statement'], text: written, kind: 'Statement' as const, ...plain }]
      : []),
    ...(asked
      ? [{ path: [...path, 'condition'], text: asked, kind: 'Condition' as const, ...plain }]
      : []),
  ];
}

const routed = ['resource', 'span', 'metric', 'datapoint', 'log'];

function conditionsAt(
  settings: unknown,
  places: readonly (readonly [path: Path, context: string])[],
): OttlText[] {
  return places.flatMap(([path, context]) => {
    const key = `${path.at(-1)}`;
    const group = at(settings, ...path.slice(0, -1));
    return texts(group, key, path.slice(0, -1)).map((one) =>
      condition(one.path, one.text, [context], false),
    );
  });
}

function statement(path: Path, one: string, contexts: readonly string[], named: boolean): OttlText {
  return { path, text: one, kind: 'Statement', contexts, named, functions: true };
}

function condition(path: Path, one: string, contexts: readonly string[], named: boolean): OttlText {
  return { path, text: one, kind: 'Condition', contexts, named, functions: true };
}

/** Texts in a list. */
function texts(parent: unknown, key: string, path: Path): { path: Path; text: string }[] {
  return list(own(parent, key)).flatMap((one, index) =>
    typeof one === 'string' ? [{ path: [...path, key, index], text: one }] : [],
  );
}
