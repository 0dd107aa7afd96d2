import {
  defineScalarTag,
  dump,
  FAILSAFE_SCHEMA,
  mapTag,
  NOT_RESOLVED,
  SCALAR_STYLE,
  type ScalarLayout,
  type ScalarStyle,
  seqTag,
  strTag,
} from 'js-yaml';
import { readsAsText } from './scalar.ts';

/**
 * Prints one document in block style, as `kubectl kustomize` lays it out: two spaces a level, lists
 * at the column of their key, maps in the order of their fields, no folded lines. Text of several
 * lines is a block scalar; text that some YAML reader would take for something else is quoted.
 * Fields that are undefined are left out, as in JSON.
 *
 * @throws for what JSON cannot say: functions, symbols, infinity, not-a-number, class instances
 */
export function printDocument(value: unknown): string {
  const printed = dump(value, {
    schema,
    scalarStyleRules: [chooseStyle],
    lineWidth: -1,
    noRefs: true,
    seqNoIndent: true,
  });
  // dots keep apart a block that ends with empty lines and what follows; dashes do so too
  return printed.endsWith('\n...\n') ? printed.slice(0, -'...\n'.length) : printed;
}

// js-yaml leaves a text plain where no tag of the schema resolves it
const schema = FAILSAFE_SCHEMA.withTags(
  defineScalarTag('tag:yaml.org,2002:value', {
    implicit: true,
    resolve: (source) => (readsAsText(source) ? NOT_RESOLVED : source),
    identify: (value) => ![strTag, seqTag, mapTag].some((tag) => tag.identify(value)),
    represent: printValue,
  }),
  {
    ...mapTag,
    represent: (map) =>
      new Map(Object.entries(map).filter(([, value]: [string, unknown]) => value !== undefined)),
  },
);

/** What is neither text nor a list nor a map. */
function printValue(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') {
    return String(value);
  }
  if (typeof value === 'number') return printNumber(value);
  const kind = typeof value === 'object' ? value.constructor?.name : typeof value;
  throw new Error(`YAML values must be JSON, got ${kind === 'undefined' ? kind : `a ${kind}`}`);
}

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`YAML numbers must be finite, got ${value}`);
  if (Object.is(value, -0)) return '-0.0';
  // digits alone would come back as an exact 64-bit integer
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential();
  return String(value);
}

function chooseStyle(layout: ScalarLayout): void {
  const { node, isKey, parent } = layout;
  if (node.tag !== strTag.tagName) return;
  // a block scalar at the top of a document would leave its indentation to the reader
  const isBlock = node.value.includes('\n') && !isKey && parent !== null;
  layout.style =
    isBlock && isBlockText(node.value) && !blankEdge.test(node.value)
      ? SCALAR_STYLE.LITERAL_BLOCK
      : styleOnOneLine(node.value);
}

// it would be taken for indentation, or be lost to an editor
const blankEdge = /^[ \t]*\n|^\t|[ \t]\n*$/;

/** How a text can stand on one line, behind a key or a dash: plain where every reader takes it for text, or quoted. */
export function styleOnOneLine(text: string): ScalarStyle {
  if (invisible.test(text) || !readsAsText(text)) return SCALAR_STYLE.DOUBLE_QUOTED;
  return unsafePlain.test(text) ? SCALAR_STYLE.SINGLE_QUOTED : SCALAR_STYLE.PLAIN;
}

// YAML 1.1 breaks lines at u+0085, u+2028 and u+2029 too
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u;
const invisibleInBlock =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u;
const unsafePlain = /^[-?:](?:\s|$)|^[?:,[\]{}#&*!|>'"%@` ]|^(?:---|\.\.\.)|:(?:\s|$)| #| $/;

/** Whether a text can stand in a block scalar or in single quotes, where nothing can be escaped. */
export function isBlockText(text: string): boolean {
  return !invisibleInBlock.test(text);
}
