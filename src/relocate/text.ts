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
  /** Lines of the text where the old namespace still stands as a word that no rule knows. */
  readonly restLines: readonly Line[];
}

/** A line of a text. */
export interface Line {
  /** The line as it was before the move. */
  readonly line: string;
  /** Place of the line in the text, from 0. */
  readonly offset: number;
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

const nameList = String.raw`(\w[\w.-]*(?:,\w[\w.-]*(?![\w.=-]))*)`;
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
  // none of these may try anew what it has tried from the character before, or a long text takes quadratic time
  const wholeHost = new RegExp(`(^|[=,;])(${labels}{1,3})${from}(?=$|[,;/])`, 'g');
  const keyedHost = new RegExp(
    String.raw`(${hostKey}["']?\s*[:=]\s*(?:\[\s*)?["']?)(${labels}{1,3})${from}(?![\w-]|\.\w)`,
    'g',
  );

  return (text, hint) => {
    // a text with the mark of a finished piece in it cannot be taken apart
    if (text.includes('\0')) return { text, rule: undefined, restLines: linesWith(text, [], word) };
    const pieces: string[] = [];
    const originals: string[] = [];
    let rule: TextRule | undefined;
    let open = text;
    const apply = ({ name, pattern, move }: Rule): void => {
      open = open.replace(pattern, (match, ...groups) => {
        const moved = move(match, groups);
        if (moved === undefined) return match;
        if (moved !== match) rule ??= name;
        pieces.push(moved);
        originals.push(match);
        return `\0${pieces.length - 1}\0`;
      });
    };
    rules.forEach(apply);
    const move = (_: string, [before, host]: string[]) => `${before}${host}${to}`;
    if (hint === 'whole value' && !/\s/.test(text)) {
      apply({ name: 'service host', pattern: wholeHost, move });
    }
    if (hint !== 'none') apply({ name: 'service host', pattern: keyedHost, move });
    return { text: close(open, pieces), rule, restLines: linesWith(open, originals, word) };
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
  return [
    {
      name: 'service account',
      pattern: new RegExp(`(system:serviceaccounts?:)${from}(?![\\w-])`, 'g'),
      move: replaceFirst,
    },
    {
      name: 'service host',
      pattern: new RegExp(
        String.raw`(?<![\w*-]|[\w*-]\.)(${labels}*)([a-z0-9-]+)(\.(?:svc(?![\w-])|pod\.[a-z]))`,
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
        String.raw`((?<![\w.*-])${labels}+|${madeLabel})${from}(?=:(?:\d{1,5}(?!\d)|[$%{]))`,
        'g',
      ),
      move: replaceFirst,
    },
    {
      name: 'service host',
      pattern: new RegExp(
        String.raw`(?<![\w.-])((?:(?<!\*)${labels})?([a-z0-9-]+)\.)${from}(?![\w-]|\.\w)`,
        'g',
      ),
      move: (_, [before = '', service = '']) =>
        services.has(service) ? `${before}${to}` : undefined,
    },
    {
      name: 'resource path',
      pattern: new RegExp(`(/namespaces/|/ns/)${from}(?![\\w.-])`, 'g'),
      move: replaceFirst,
    },
    {
      name: 'namespace matcher',
      pattern:
        /((?:[{,]\s*|\.)\w*namespace(?:_name)?\s*(?:==|!=|=~|!~|=)\s*\\?["'])([^"'\\\n]*)(?=\\?["'])/g,
      move: (_, [before = '', list = '']) => moveList(before, list, alternatives, from, to),
    },
    {
      name: 'namespace flag',
      pattern: new RegExp(
        String.raw`((?<![\w-])-n(?:=|\s+)["']?|(?<![\w.-])--?[\w.-]*[Nn]amespaces?(?:=|\s+)["']?)${nameList}`,
        'g',
      ),
      move: (_, [before = '', list = '']) => {
        const flag = before.replace(/[=\s"']+$/, '');
        return flag === '-n' || isNamespaceFlag(flag)
          ? moveList(before, list, comma, from, to)
          : undefined;
      },
    },
    {
      name: 'namespace flag',
      pattern: new RegExp(
        String.raw`((?:[Nn]amespaces?|NAMESPACES?|namespace\.name)=(?<=(?<![\w.-])([\w.-]*)=)["']?)${nameList}`,
        'g',
      ),
      move: (_, [before = '', word = '', list = '']) =>
        isNamespaceFlag(keyIn(word)) ? moveList(before, list, comma, from, to) : undefined,
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

function isNamespaceFlag(flag: string): boolean {
  // service.namespace groups the services of a trace, whatever Kubernetes namespace they run in
  return namesNamespace(flag) && !flag.endsWith('service.namespace');
}

/** What a value is given to: a whole word, or what is behind a dot in one with dashes; empty for a flag. */
function keyIn(word: string): string {
  const dash = word.lastIndexOf('-');
  if (dash < 0) return word;
  const dot = word.startsWith('-') ? -1 : word.indexOf('.', dash);
  return dot < 0 ? '' : word.slice(dot + 1);
}

/** Lines that hold a word, as they were before pieces of the text were settled. */
function linesWith(open: string, originals: readonly string[], word: RegExp): Line[] {
  const found: Line[] = [];
  let offset = 0;
  for (const part of open.split('\n')) {
    const line = close(part, originals);
    if (word.test(part)) found.push({ line, offset });
    offset += line.length + 1;
  }
  return found;
}

/** A text with its settled pieces in place; a later piece may hold an earlier one. */
function close(open: string, pieces: readonly string[]): string {
  return open.replace(mark, (_, index: string) => close(pieces[Number(index)] ?? '', pieces));
}

const mark = /\0(\d+)\0/g;
