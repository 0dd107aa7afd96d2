import { within } from '../../values/problem.ts';
import { isRecord, list } from '../../values/unknown.ts';
import { isFixed, negative, other, type TypeCheck, told } from './type-check.ts';

const kinds = ['pod', 'namespace', 'node', 'deployment', 'statefulset', 'daemonset', 'job'];

/** A label or an annotation that becomes an attribute. */
const field: TypeCheck = (section, { since }) => {
  if (!since('0.158.0')) return [];
  return isFixed(section, 'key') && isFixed(section, 'key_regex')
    ? told('key_regex', 'key_regex must not be set beside key, got both')
    : other(section, 'from', ['', ...kinds]);
};

const most = 4;

const association: TypeCheck = (section, { since }) => {
  const { length } = list(section.sources);
  return since('0.158.0') && length > most
    ? told('sources', `sources must be at most ${most}, got ${length}`)
    : [];
};

const filter: TypeCheck = (section, { since }) => {
  const equal = ['', 'equals', 'not-equals'];
  const operators = { fields: equal, labels: [...equal, 'exists', 'does-not-exist'] };
  return Object.entries(operators).flatMap(([key, words]) =>
    list(section[key]).flatMap((one, index) =>
      since('0.158.0') && isRecord(one)
        ? other(one, 'op', words).map((problem) => within([key, index], problem))
        : [],
    ),
  );
};

const processor: TypeCheck = (section, { since }) =>
  since('0.158.0')
    ? ['watch_sync_period', 'pod_delete_grace_period'].flatMap((key) => negative(section, key))
    : [];

/**
 * What k8s_attributes refuses.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/k8sattributesprocessor/config.go.
 */
export const k8sAttributesChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:processor/k8sattributesprocessor.Config': processor,
  'contrib:processor/k8sattributesprocessor.FieldExtractConfig': field,
  'contrib:processor/k8sattributesprocessor.FilterConfig': filter,
  'contrib:processor/k8sattributesprocessor.PodAssociationConfig': association,
};
