import type { Problem } from '../../values/problem.ts';
import { isVariable, settingNumber } from '../../values/settings.ts';
import { own, text, type UnknownRecord } from '../../values/unknown.ts';
import { isNone, other, type TypeCheck, told } from './type-check.ts';

/** What each action cannot do without, and the words that settings take. */
interface Actions {
  readonly needed: Readonly<Record<string, readonly string[]>>;
  readonly words: Readonly<Record<string, readonly string[]>>;
}

const aggregations = ['', 'sum', 'mean', 'min', 'max', 'median', 'count'];

const transforms: Actions = {
  needed: {
    insert: ['include', 'new_name'],
    combine: ['include', 'new_name', 'aggregation_type'],
    group: ['include', 'group_resource_labels'],
    update: ['include'],
  },
  words: {
    match_type: ['', 'strict', 'regexp'],
    aggregation_type: aggregations,
    submatch_case: ['', 'lower', 'upper'],
  },
};

const operations: Actions = {
  needed: {
    add_label: ['new_label', 'new_value'],
    aggregate_label_values: [],
    aggregate_labels: [],
    delete_label_value: [],
    experimental_scale_value: ['experimental_scale'],
    toggle_scalar_data_type: [],
    update_label: ['label'],
  },
  words: { aggregation_type: aggregations },
};

function actionCheck({ needed, words }: Actions): TypeCheck {
  return (section, { used, since }) => {
    const action = text(own(section, 'action') ?? '');
    if (!used || !since('0.158.0') || action === undefined || isVariable(action)) return [];
    const keys = Object.hasOwn(needed, action) ? needed[action] : undefined;
    if (keys === undefined) {
      const known = Object.keys(needed).join(', ');
      return told('action', `action must be one of ${known}, got '${action}'`);
    }
    return [
      ...keys.flatMap((key) => neededBy(section, key, action)),
      ...Object.entries(words).flatMap(([key, all]) => other(section, key, all)),
    ];
  };
}

function neededBy(section: UnknownRecord, key: string, action: string): Problem[] {
  const none = isNone(section, key) || settingNumber(section[key]) === 0;
  return none ? told('', `${key} must be set with action ${action}, got none`) : [];
}

/**
 * What metrics_transform is not made with.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/metricstransformprocessor/factory.go.
 */
export const metricsTransformChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:processor/metricstransformprocessor.operation': actionCheck(operations),
  'contrib:processor/metricstransformprocessor.transform': actionCheck(transforms),
};
