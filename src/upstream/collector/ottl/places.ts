import { isRecord, list, own, record, text } from '../../values/unknown.ts';
import type { Form } from './problem.ts';

/** A text of the language in the settings of a component. */
export interface OttlText {
  readonly text: string;
  readonly form: Form;
  readonly path: readonly (string | number)[];
}

type Path = OttlText['path'];
type Reader = (settings: unknown) => Iterable<OttlText>;

const signals = ['traces', 'metrics', 'logs', 'profiles'];
const groups = ['trace', 'metric', 'log', 'profile'];

/**
 * Texts of the language in the settings of a component, by kind and type.
 *
 * Source: README and config.go of each, opentelemetry-collector-contrib v0.158.0.
 */
export function ottlTexts(component: string, settings: unknown): Iterable<OttlText> {
  return Object.hasOwn(readers, component) ? (readers[component]?.(settings) ?? []) : [];
}

const readers: Readonly<Record<string, Reader>> = {
  'processors/filter': filtered,
  'processors/transform': transformed,
  'processors/tail_sampling': (settings) => policies(own(settings, 'policies'), ['policies']),
  'processors/log_dedup': (settings) => conditions(settings, []),
  'processors/logdedup': (settings) => conditions(settings, []),
  'connectors/routing': routed,
  'connectors/count': counted,
  'connectors/sum': counted,
  'connectors/signal_to_metrics': derived,
  'connectors/signaltometrics': derived,
};

function* filtered(settings: unknown): Iterable<OttlText> {
  for (const signal of signals) {
    for (const [part, texts] of Object.entries(record(own(settings, signal)))) {
      // settings of older releases are mappings
      yield* textsIn(texts, [signal, part], 'condition');
    }
  }
  for (const group of groups) {
    const key = `${group}_conditions`;
    for (const [index, one] of list(own(settings, key)).entries()) {
      if (isRecord(one)) yield* conditions(one, [key, index]);
      else yield* textAt(one, [key, index], 'condition');
    }
  }
}

function* transformed(settings: unknown): Iterable<OttlText> {
  for (const group of groups) {
    const key = `${group}_statements`;
    for (const [index, one] of list(own(settings, key)).entries()) {
      yield* textAt(one, [key, index], 'statement');
      yield* conditions(one, [key, index]);
      yield* textsIn(own(one, 'statements'), [key, index, 'statements'], 'statement');
    }
  }
}

const policyParts: readonly Path[] = [
  ['and', 'and_sub_policy'],
  ['composite', 'composite_sub_policy'],
  ['drop', 'drop_sub_policy'],
];

function* policies(value: unknown, path: Path, depth = 0): Iterable<OttlText> {
  for (const [index, policy] of list(value).entries()) {
    const condition = own(policy, 'ottl_condition');
    for (const part of ['span', 'spanevent']) {
      yield* textsIn(own(condition, part), [...path, index, 'ottl_condition', part], 'condition');
    }
    // parts have parts once
    if (depth > 1) continue;
    for (const [outer = '', inner = ''] of policyParts) {
      const parts = own(own(policy, String(outer)), String(inner));
      yield* policies(parts, [...path, index, outer, inner], depth + 1);
    }
  }
}

function* routed(settings: unknown): Iterable<OttlText> {
  for (const [index, row] of list(own(settings, 'table')).entries()) {
    // headers of a request have a language of their own
    if (own(row, 'context') === 'request') continue;
    yield* textAt(own(row, 'statement'), ['table', index, 'statement'], 'statement');
    yield* textAt(own(row, 'condition'), ['table', index, 'condition'], 'condition');
  }
}

function* counted(settings: unknown): Iterable<OttlText> {
  for (const [signal, metrics] of Object.entries(record(settings))) {
    for (const [name, metric] of Object.entries(record(metrics))) {
      yield* conditions(metric, [signal, name]);
    }
  }
}

function* derived(settings: unknown): Iterable<OttlText> {
  for (const [signal, metrics] of Object.entries(record(settings))) {
    for (const [index, metric] of list(metrics).entries()) {
      yield* conditions(metric, [signal, index]);
    }
  }
}

function conditions(value: unknown, path: Path): Iterable<OttlText> {
  return textsIn(own(value, 'conditions'), [...path, 'conditions'], 'condition');
}

function* textsIn(value: unknown, path: Path, form: Form): Iterable<OttlText> {
  for (const [index, one] of list(value).entries()) yield* textAt(one, [...path, index], form);
}

function* textAt(value: unknown, path: Path, form: Form): Iterable<OttlText> {
  const found = text(value);
  if (found !== undefined) yield { text: found, form, path };
}
