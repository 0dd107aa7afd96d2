import { dnsLabelProblem } from '../upstream/kubernetes/names.ts';

/** What a piece of text says about a namespace. */
export type TextRule =
  | 'service host'
  | 'service account'
  | 'namespace flag'
  | 'namespace matcher'
  | 'resource path';

/** How sure it is that a bare `name.namespace` in a text is a host. */
export type HostHint = 'none' | 'whole value' | 'after a key';

/** Text after the move. */
interface MovedText {
  /** The text, the same where nothing was found. */
  readonly text: string;
  /** The rule that found something first. */
  readonly rule: TextRule | undefined;
  /** Lines of the text, from 0, where the old namespace still stands as a word that no rule knows. */
  readonly restLines: readonly number[];
}

/** Moves the namespace references inside of texts. */
export type TextMover = (text: string, hint: HostHint) => MovedText;

/** Whether a flag, variable or field of this name holds the name of a namespace. */
export function namesNamespace(key: string): boolean {
  // metric systems call the prefix of metric names a namespace
  return /namespaces?(?:[-_.]?names?)?$/i.test(key) && !/metric|prometheus|cloudwatch/i.test(key);
}

/** A list of names with every mention of one of them replaced; undefined where there is none. */
export function replaceInList(
  list: string,
  separators: RegExp,
  from: string,
  to: string,
): string | undefined {
  const parts = list.split(separators);
  if (!parts.some((part) => part.trim() === from)) return undefined;
  return parts.map((part) => (part.trim() === from ? part.replace(from, to) : part)).join('');
}

const comma = /(,)/;
const alternatives = /([|()^$])/;
const labels = String.raw`(?:[\w*-]+\.)`;
// a name that a template or a variable makes: $(NAME).namespace, {{ .name }}.namespace
const madeLabel = String.raw`(?<=[)}]\.)`;
const hostKey =
  '(?:[Hh]ost|[Hh]ostname|[Ss]erver|[Aa]ddr|[Aa]ddress|[Ee]ndpoint|[Tt]arget|[Uu]rl|URL|[Uu]ri|[Uu]pstream|[Ss]ervice|[Bb]roker|[Dd]omain)(?:s|es)?';

/**
 * Makes the mover of texts from one namespace to another. A namespace in a text counts only where the
 * text around it says so: as a label of a Service's host name, in `system:serviceaccount:`, behind a
 * flag or variable that names a namespace, in a label matcher, in a path of the Kubernetes API.
 *
 * @param services - names of the Services that move, whose short host names are sure to be theirs
 */
export function textMover(from: string, to: string, services: ReadonlySet<string>): TextMover {
  const word = wordPattern(from);
  const rules = textRules(from, to, services);
  const wholeHost = new RegExp(`(^|[=,;])(${labels}{1,3})${from}(?=$|[,;/])`, 'g');
  const keyedHost = new RegExp(
    String.raw`(${hostKey}["']?\s*[:=]\s*\[?\s*["']?)(${labels}{1,3})${from}(?![\w-]|\.\w)`,
    'g',
  );

  return (text, hint) => {
    // a text with the mark of a finished piece in it cannot be taken apart
    if (text.includes('\0')) return { text, rule: undefined, restLines: linesWith(text, word) };
    const pieces: string[] = [];
    let rule: TextRule | undefined;
    let open = text;
    const apply = ({ name, pattern, move }: Rule): void => {
      open = open.replace(pattern, (match, ...groups) => {
        const moved = move(match, groups);
        if (moved === undefined) return match;
        if (moved !== match) rule ??= name;
        pieces.push(moved);
        return `\0${pieces.length - 1}\0`;
      });
    };
    rules.forEach(apply);
    const move = (_: string, [before, host]: string[]) => `${before}${host}${to}`;
    if (hint === 'whole value' && !/\s/.test(text)) {
      apply({ name: 'service host', pattern: wholeHost, move });
    }
    if (hint !== 'none') apply({ name: 'service host', pattern: keyedHost, move });
    return { text: close(open, pieces), rule, restLines: linesWith(open, word) };
  };
}

/** Finds a namespace as a word of its own. */
export function wordPattern(namespace: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9_-])${namespace}(?![A-Za-z0-9_-])`);
}

interface Rule {
  readonly name: TextRule;
  readonly pattern: RegExp;
  /** The match after the move; undefined where the match says nothing about a namespace. */
  readonly move: (match: string, groups: string[]) => string | undefined;
}

function textRules(from: string, to: string, services: ReadonlySet<string>): readonly Rule[] {
  const replaceFirst = (match: string, [before = '']: string[]) =>
    `${before}${to}${match.slice(before.length + from.length)}`;
  // other names are no part of a host, and would be read as an expression
  const names = [...services].filter((name) => dnsLabelProblem('name', name) === undefined);
  const known = names.sort().reverse().join('|');
  return [
    {
      name: 'service account',
      pattern: new RegExp(`(system:serviceaccounts?:)${from}(?![\\w-])`, 'g'),
      move: replaceFirst,
    },
    {
      name: 'service host',
      pattern: new RegExp(
        String.raw`(?<![\w-])(${labels}*)([a-z0-9-]+)(\.(?:svc(?![\w-])|pod\.[a-z]))`,
        'g',
      ),
      // hosts of other namespaces are settled too: their Service may be called like the namespace
      move: (match, [before, namespace, after]) =>
        namespace === from ? `${before}${to}${after}` : match,
    },
    {
      name: 'service host',
      pattern: new RegExp(
        String.raw`((?<=://(?:[^\s/@"']*@)?)${labels}+|${madeLabel})${from}(?![\w-]|\.\w)`,
        'g',
      ),
      move: replaceFirst,
    },
    {
      name: 'service host',
      pattern: new RegExp(
        String.raw`((?<![\w.-])${labels}+|${madeLabel})${from}(?=:(?:\d{1,5}(?!\d)|[$%{]))`,
        'g',
      ),
      move: replaceFirst,
    },
    ...(known === ''
      ? []
      : [
          {
            name: 'service host' as const,
            pattern: new RegExp(
              String.raw`((?<![\w.-])${labels}?(?:${known})\.)${from}(?![\w-]|\.\w)`,
              'g',
            ),
            move: replaceFirst,
          },
        ]),
    {
      name: 'resource path',
      pattern: new RegExp(`(/namespaces/|/ns/)${from}(?![\\w.-])`, 'g'),
      move: replaceFirst,
    },
    {
      name: 'namespace matcher',
      pattern:
        /((?<=[{,]\s*|\.)\w*namespace(?:_name)?\s*(?:==|!=|=~|!~|=)\s*\\?["'])([^"'\\\n]*)(?=\\?["'])/g,
      move: (_, [before = '', list = '']) => moveList(before, list, alternatives, from, to),
    },
    {
      name: 'namespace flag',
      pattern:
        /(?<![\w-])(-n(?:=|\s+)["']?|--?[\w.-]*[Nn]amespaces?(?:=|\s+)["']?|[\w.]*(?:[Nn]amespaces?|NAMESPACES?|namespace\.name)=["']?)(\w[\w.-]*(?:,\w[\w.-]*(?![\w.-]*=))*)/g,
      move: (_, [before = '', list = '']) => {
        const flag = before.replace(/[=\s"']+$/, '');
        // service.namespace groups the services of a trace, whatever Kubernetes namespace they run in
        const names =
          flag === '-n' || (namesNamespace(flag) && !flag.endsWith('service.namespace'));
        return names ? moveList(before, list, comma, from, to) : undefined;
      },
    },
  ];
}

function moveList(
  before: string,
  list: string,
  separators: RegExp,
  from: string,
  to: string,
): string | undefined {
  const moved = replaceInList(list, separators, from, to);
  return moved === undefined ? undefined : `${before}${moved}`;
}

function linesWith(text: string, word: RegExp): number[] {
  return text.split('\n').flatMap((line, index) => (word.test(line) ? [index] : []));
}

function close(open: string, pieces: readonly string[]): string {
  let text = open;
  // a later piece may hold an earlier one
  for (let index = pieces.length - 1; index >= 0; index--) {
    text = text.replace(`\0${index}\0`, () => pieces[index] ?? '');
  }
  return text;
}
