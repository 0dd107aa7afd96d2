import type { Problem } from '../values/problem.ts';
import { listOf, section } from '../values/setting.ts';
import { settingProblems } from '../values/setting-problems.ts';
import { own, record } from '../values/unknown.ts';

const pair = section({ key: 'text', value: 'text' }, true);
const shifts = { spanStartTimeShift: 'text', spanEndTimeShift: 'text' } as const;
const filters = { filterByTraceID: 'boolean', filterBySpanID: 'boolean' } as const;
const query = { customQuery: 'boolean', query: 'text' } as const;

/**
 * Settings of data sources that have to do with traces. Grafana passes over keys that it does not know.
 *
 * Source: grafana v12 packages/grafana-o11y-ds-frontend src/TraceToLogs, TraceToMetrics, TraceToProfiles, NodeGraph; grafana docs,
 * datasources/tempo/configure-tempo-data-source/provision.
 */
const settings = section(
  {
    tracesToLogs: section(
      {
        datasourceUid: 'text',
        tags: listOf('text'),
        mappedTags: listOf(pair),
        mapTagNamesEnabled: 'boolean',
        lokiSearch: 'boolean',
        ...shifts,
        ...filters,
      },
      true,
    ),
    tracesToLogsV2: section(
      { datasourceUid: 'text', tags: listOf(pair), ...shifts, ...filters, ...query },
      true,
    ),
    tracesToMetrics: section(
      {
        datasourceUid: 'text',
        tags: listOf(pair),
        queries: listOf(section({ name: 'text', query: 'text' }, true)),
        ...shifts,
      },
      true,
    ),
    tracesToProfiles: section(
      { datasourceUid: 'text', tags: listOf(pair), profileTypeId: 'text', ...query },
      true,
    ),
    serviceMap: section({ datasourceUid: 'text' }, true),
    nodeGraph: section({ enabled: 'boolean' }, true),
    lokiSearch: section({ datasourceUid: 'text' }, true),
    spanBar: section({ type: 'text', tag: 'text' }, true),
  },
  true,
);

/** Keys of settings for traces, which stand in `jsonData`. */
export const tracingSettings: readonly string[] = settings.section?.keys ?? [];

/** What is wrong with the settings for traces in `jsonData`; of a list, what is wrong with its first item. */
export function jsonDataProblems(jsonData: unknown): Problem[] {
  const own = Object.fromEntries(
    Object.entries(record(jsonData)).filter(([key]) => tracingSettings.includes(key)),
  );
  const told = new Set<string>();
  const misshapen = settingProblems(settings, own, { strict: false }).filter(({ path = [] }) => {
    const item = path.findIndex((step) => typeof step === 'number');
    const key = path.slice(0, item < 0 ? undefined : item).join('.');
    return !told.has(key) && told.add(key);
  });
  return [...misshapen, ...ofOtherForm(jsonData), ...withoutCustomQuery(jsonData)];
}

/** Keys of one form of the settings for logs that the other does not have, and where they belong. */
const otherForms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tracesToLogs: { customQuery: 'tracesToLogsV2', query: 'tracesToLogsV2' },
  tracesToLogsV2: {
    mappedTags: 'tags, with key and value each',
    mapTagNamesEnabled: 'tags, with key and value each',
  },
};

function ofOtherForm(jsonData: unknown): Problem[] {
  return Object.entries(otherForms).flatMap(([form, keys]) =>
    Object.entries(keys)
      .filter(([key]) => own(own(jsonData, form), key) !== undefined)
      .map(([key, place]) => ({
        path: [form, key],
        message: `'${key}' is not a setting of ${form}, it belongs under ${place}`,
      })),
  );
}

function withoutCustomQuery(jsonData: unknown): Problem[] {
  return ['tracesToLogsV2', 'tracesToProfiles'].flatMap((form) => {
    const value = own(jsonData, form);
    const asked = own(value, 'customQuery');
    // Grafana fills in variables
    const isAsked = asked === true || (typeof asked === 'string' && asked.includes('$'));
    if (own(value, 'query') === undefined || isAsked) return [];
    return [
      {
        path: [form, 'query'],
        message: `query of ${form} has an effect only with customQuery: true`,
      },
    ];
  });
}
