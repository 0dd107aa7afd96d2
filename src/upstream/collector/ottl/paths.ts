import { nearest } from '../../values/nearest.ts';
import type { Problem } from '../../values/problem.ts';
import type { ContextVariant } from './data.ts';
import { followed, type Language } from './language.ts';
import type { Path } from './syntax.ts';

/**
 * What is wrong with a path in a context.
 *
 * @param named - whether it must begin with the name of a context
 */
export function pathProblems(
  path: Path,
  language: Language,
  context: string,
  named: boolean,
): Problem[] {
  if (!language.knowsPaths) return [];
  const variants = language.context(context);
  const candidates = variants.map((variant) => variantProblems(path, variant, context, named));
  // a release between two that were read has what one of them has
  return candidates.reduce<Problem[]>(
    (least, now, index) => (index === 0 || now.length < least.length ? now : least),
    [],
  );
}

function variantProblems(
  { fields }: Path,
  { paths }: ContextVariant,
  context: string,
  named: boolean,
): Problem[] {
  const names = fields.map(({ name }) => name);
  const written = names.join('.');
  const [first = ''] = names;
  const contexts = Object.keys(paths);
  const isContext = contexts.includes(first) && (named || names.length > 1);
  if (!isContext && named) {
    const near = nearest(first, contexts);
    const fix = near ? [near, ...names.slice(1)].join('.') : `${context}.${written}`;
    return [
      {
        message: `a path must begin with its context, ${contexts.join(', ')}, got ${written}`,
        fix,
      },
    ];
  }
  const home = isContext ? first : context;
  const rest = isContext ? names.slice(1) : names;
  const begin = isContext ? 1 : 0;
  if (rest[0] === 'cache' && home !== context) {
    return [{ message: `the cache belongs to context ${context}, got ${written}` }];
  }
  const result = followed(paths[home] ?? {}, rest);
  if ('lost' in result) return [lostPath(names, begin + result.lost, home, result.near)];
  const unread = result.found.findIndex(
    ({ keys }, index) => !keys && (fields[begin + index]?.keys.length ?? 0) > 0,
  );
  if (unread === -1) return [];
  return [
    { message: `${names.slice(0, begin + unread + 1).join('.')} must have no key in brackets` },
  ];
}

function lostPath(names: string[], lost: number, home: string, near: string[]): Problem {
  const name = names[lost] ?? '';
  const close = nearest(name, near);
  const before = names.slice(0, lost).join('.');
  if (near.length === 0) return { message: `${before} has no fields, got .${name}` };
  // a word that stands alone was perhaps not meant as a path
  const hint = names.length === 1 && close === undefined ? ', a string needs double quotes' : '';
  return {
    message: `context ${home} has no path ${names.slice(0, lost + 1).join('.')}${hint}`,
    fix: close && [...names.slice(0, lost), close, ...names.slice(lost + 1)].join('.'),
  };
}
