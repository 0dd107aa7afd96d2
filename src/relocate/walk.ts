import { isRecord, own, record, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import {
  type FieldRule,
  hostHint,
  isArgument,
  isOtherName,
  isVariable,
  moveField,
} from './fields.ts';
import type { ImageMover } from './image.ts';
import { isNameLabel, type LabelRule, moveLabel } from './labels.ts';
import { below, fieldOf, type Place, pathOf, topOf } from './place.ts';
import { type Line, type TextMover, type TextRule, wordPattern } from './text.ts';

/** Why a value was changed. */
export type Rule = FieldRule | LabelRule | TextRule | 'image' | 'last applied configuration';

/** Keys and indexes from the top of an object to a value in it. */
export type ValuePath = readonly (string | number)[];

/** What a walk over objects needs. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly moveText: TextMover;
  readonly images: ImageMover;
  /** Called for each value that changes. */
  readonly onChange: (path: ValuePath, rule: Rule) => void;
  /** Called for each line of a text that holds the old namespace as a word that no rule knows. */
  readonly onLeftover: (path: ValuePath, line: Line) => void;
}

/**
 * The object after the move; parts without change are shared with the object before it. The Namespace
 * itself gets the new name.
 */
export function moveObject(object: UnknownRecord, move: Move): UnknownRecord {
  const moved = moveMap(object, topOf(object), move);
  if (move.from === move.to || !isNamespace(object, move.from)) return moved;
  move.onChange(['metadata', 'name'], 'namespace name');
  return { ...moved, metadata: { ...record(moved.metadata), name: move.to } };
}

/** Whether an object is a Namespace, or OpenShift's Project around one, and is called so. */
export function isNamespace(object: UnknownRecord, name?: string): boolean {
  const isKind =
    (object.kind === 'Namespace' && object.apiVersion === 'v1') ||
    (object.kind === 'Project' && text(object.apiVersion)?.startsWith('project.openshift.io/'));
  return isKind === true && (name === undefined || own(object.metadata, 'name') === name);
}

function moveMap(map: UnknownRecord, place: Place, move: Move): UnknownRecord {
  let isSame = true;
  const entries = Object.keys(map).map((key): [string, unknown] => {
    const value = map[key];
    const moved = moveValue(value, place, key, move);
    if (moved !== value) isSame = false;
    if (key === move.from && isFree(place) && move.from !== move.to) {
      move.onLeftover(pathOf(place, key), { line: key, offset: 0 });
    }
    return [key, moved];
  });
  return isSame ? map : Object.fromEntries(entries);
}

function moveList(items: readonly unknown[], place: Place, move: Move): readonly unknown[] {
  let changed: unknown[] | undefined;
  items.forEach((item, index) => {
    const moved = moveValue(item, place, index, move);
    if (moved !== item) {
      changed ??= [...items];
      changed[index] = moved;
    }
  });
  return changed ?? items;
}

function moveValue(value: unknown, place: Place, key: string | number, move: Move): unknown {
  if (typeof value === 'string') return moveString(value, place, key, move);
  // the API server's record of who set which field
  if (key === 'managedFields') return value;
  if (Array.isArray(value)) return moveList(value, below(place, key, value), move);
  return isRecord(value) ? moveMap(value, below(place, key, value), move) : value;
}

function moveString(value: string, place: Place, key: string | number, move: Move): string {
  const image = moveImage(value, place, key, move);
  if (image !== undefined) {
    if (image !== value) move.onChange(pathOf(place, key), 'image');
    return image;
  }
  if (move.from === move.to) return value;
  if (place.zone === 'encoded') return reportEncoded(value, place, key, move);
  if (!value.includes(move.from) || isSettled(place, key)) return value;
  const moved = moveReference(value, place, key, move);
  if (moved !== undefined) {
    move.onChange(pathOf(place, key), moved.rule);
    return moved.value;
  }
  return fieldOf(place, key) === 'image'
    ? moveRegistry(value, place, key, move)
    : moveMentions(value, place, key, move);
}

function moveReference(
  value: string,
  place: Place,
  key: string | number,
  move: Move,
): { value: string; rule: Rule } | undefined {
  const { from, to } = move;
  const field = moveField(place, key, value, from, to);
  if (field !== undefined || place.zone !== 'labels' || typeof key !== 'string') return field;
  if (key === 'kubectl.kubernetes.io/last-applied-configuration') {
    return moveLastApplied(value, move);
  }
  return moveLabel(key, value, from, to);
}

function moveMentions(value: string, place: Place, key: string | number, move: Move): string {
  const { text: moved, rule, restLines } = move.moveText(value, hostHint(place, key));
  if (rule !== undefined) move.onChange(pathOf(place, key), rule);
  const isName =
    place.zone === 'labels'
      ? isNameLabel(String(key))
      : place.zone !== 'data' && isOtherName(place, key);
  for (const line of isName ? [] : restLines) move.onLeftover(pathOf(place, key), line);
  return moved;
}

// of an image only the registry can be a host of the cluster
function moveRegistry(value: string, place: Place, key: string | number, move: Move): string {
  const slash = value.indexOf('/');
  if (slash < 0) return value;
  const { text: host, rule } = move.moveText(value.slice(0, slash), 'whole value');
  if (rule === undefined) return value;
  move.onChange(pathOf(place, key), rule);
  return `${host}${value.slice(slash)}`;
}

function moveImage(
  value: string,
  place: Place,
  key: string | number,
  { images }: Move,
): string | undefined {
  if (place.zone !== 'fields') return undefined;
  if (key === 'image' || isVariable(place, key)) return images.move(value);
  if (!isArgument(place, key)) return undefined;
  const [, flag = '', image = value] = /^(--?[\w.-]+=)(.*)$/s.exec(value) ?? [];
  const moved = images.move(image);
  return moved === undefined ? undefined : `${flag}${moved}`;
}

// what is left over in here is left over in the object itself too
function moveLastApplied(value: string, move: Move): { value: string; rule: Rule } | undefined {
  const applied = parseJson(value);
  if (!isRecord(applied)) return undefined;
  const moved = moveObject(applied, {
    ...move,
    onChange: () => undefined,
    onLeftover: () => undefined,
  });
  return moved === applied
    ? undefined
    : { value: `${JSON.stringify(moved)}\n`, rule: 'last applied configuration' };
}

function reportEncoded(value: string, place: Place, key: string | number, move: Move): string {
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  if (wordPattern(move.from).test(decoded)) {
    move.onLeftover(pathOf(place, key), { line: decoded, offset: 0 });
  }
  return value;
}

function parseJson(json: string): unknown {
  // integers of more than 53 bits would come back rounded
  if (/[:[,]\s*-?\d{16}/.test(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Whether a text cannot refer to a namespace, whatever it says. */
function isSettled(place: Place, key: string | number): boolean {
  if (place.zone === 'schema') return key !== 'default' || place.key === 'properties';
  const isMetadata = place.key === 'metadata' && place.parent?.key === undefined;
  return isMetadata && (key === 'name' || key === 'generateName');
}

/** Whether users choose the keys of a map. */
function isFree(place: Place): boolean {
  return place.zone === 'labels' || place.zone === 'data' || place.zone === 'encoded';
}
