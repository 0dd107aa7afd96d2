import { isVariable } from '../../values/settings.ts';
import { at, own, text } from '../../values/unknown.ts';
import { isFixed, type TypeCheck, told } from './type-check.ts';

const statusCodes = ['Ok', 'Error', 'Unset'];

/** What a span processor is made of; what no pipeline has is not looked at. */
const span: TypeCheck = (section, { used }) => {
  if (!used) return [];
  const [from, rules] = [
    at(section, 'name', 'from_attributes'),
    at(section, 'name', 'to_attributes', 'rules'),
  ];
  const idle = [from, rules].every((value) => Array.isArray(value ?? []) && isEmpty(value ?? []));
  return idle && !Object.hasOwn(section, 'status')
    ? told('', 'name.from_attributes, name.to_attributes or status must be set, got none')
    : [];
};

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

const spanStatus: TypeCheck = (section, { used }) => {
  const code = own(section, 'code') ?? '';
  if (!used || text(code) === undefined || isVariable(code)) return [];
  if (!statusCodes.includes(`${code}`)) {
    return told('code', `code must be one of ${statusCodes.join(', ')}, got '${code}'`);
  }
  return code !== 'Error' && isFixed(section, 'description')
    ? told('description', `description must not be set with code ${code}`)
    : [];
};

const groupByTrace: TypeCheck = (section, { used }) =>
  ['store_on_disk', 'discard_orphans'].flatMap((key) =>
    used && own(section, key) === true ? told(key, `${key} is not supported, got true`) : [],
  );

/**
 * What processors refuse.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 processor/{span,groupbytrace}processor/factory.go.
 */
export const processorChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:processor/groupbytraceprocessor.Config': groupByTrace,
  'contrib:processor/spanprocessor.Config': span,
  'contrib:processor/spanprocessor.Status': spanStatus,
};
