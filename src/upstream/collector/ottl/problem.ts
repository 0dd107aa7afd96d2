import type { Problem } from '../../values/problem.ts';
import { Grammar, TooDeep } from './grammar.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What a text of the language is. */
export type Form = 'condition' | 'statement';

// longer ones take long to read
const longest = 5000;

/**
 * Why no release can read a text of the OpenTelemetry Transformation Language (OTTL), or what in it has no meaning to any; undefined
 * where it may be read.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 pkg/ottl, grammar.go and contexts.
 */
export function ottlProblem(text: string, form: Form): Problem | undefined {
  // variables are filled in before it is read
  if (text.length > longest || /\$[{(]/.test(text)) return undefined;
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') return unreadable(form, text, tokens);
  const grammar = new Grammar(tokens);
  try {
    if (!grammar[form]()) {
      const { furthest } = grammar;
      return unreadable(form, text, tokens[furthest]?.at ?? text.length, tokens[furthest - 1]);
    }
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
  return meaningless(grammar);
}

function unreadable(form: Form, text: string, at: number, before?: Token): Problem {
  const rest = text.slice(at);
  const place =
    rest === '' ? 'at its end' : `at '${rest.length > 30 ? `${rest.slice(0, 30)}…` : rest}'`;
  return { message: `the ${form} cannot be read ${place}${hint(rest, before)}, got '${text}'` };
}

/** What people write who mean another language. */
function hint(rest: string, before: Token | undefined): string {
  if (rest.startsWith("'") || rest.startsWith('`')) return ', a text stands in double quotes';
  if (rest.startsWith('&&')) return ', and joins two of them';
  if (rest.startsWith('||')) return ', or joins two of them';
  if (rest.startsWith('!')) return ', not stands before what is denied';
  if (/^=(?!=)/.test(rest)) return ', two are compared by ==';
  if (before?.kind === 'compare' && !/^["[{(]/.test(rest))
    return ', a text stands in double quotes';
  return '';
}

function meaningless({ names }: Grammar): Problem | undefined {
  const unknown = names.enums.find(({ text }) => !enumSymbol.test(text));
  if (unknown) {
    return {
      message: `${unknown.text} stands for nothing, a text stands in double quotes`,
    };
  }
  const root = names.roots.find(({ text }) => !roots.has(text));
  return (
    root && {
      message: `nothing is called ${root.text}, a text stands in double quotes`,
      severity: 'warning',
    }
  );
}

const enumSymbol =
  /^(?:AGGREGATION_TEMPORALITY|FLAG|METRIC_DATA_TYPE|SEVERITY_NUMBER|SPAN_KIND|STATUS_CODE)_/;

/** First words of paths in any context, and contexts themselves. */
const roots: ReadonlySet<string> = new Set(
  `span spanevent resource scope instrumentation_scope log metric datapoint profile profilesample exemplar otelcol request
  trace_id span_id trace_state parent_span_id name kind start_time_unix_nano end_time_unix_nano start_time end_time attributes
  dropped_attributes_count events dropped_events_count links dropped_links_count status flags cache version schema_url
  time time_unix_nano observed_time observed_time_unix_nano severity_number severity_text body event_name event_index
  description unit type aggregation_temporality is_monotonic data_points metadata exemplars value_double value_int count sum
  bucket_counts explicit_bounds scale zero_count positive negative quantile_values value filtered_attributes double_value int_value
  profile_id attribute_indices original_payload original_payload_format duration duration_unix_nano period period_type sample_type
  sample values link_index timestamps_unix_nano timestamps comment_indices location_indices stack_index resource_schema_url
  dropped_flags string_table client`.split(/\s+/),
);
