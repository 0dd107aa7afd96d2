import { nearest } from '../../values/nearest.ts';
import type { Problem } from '../../values/problem.ts';
import { isVariable } from '../../values/settings.ts';
import { argumentProblems } from './arguments.ts';
import { Language } from './language.ts';
import { pathProblems } from './paths.ts';
import { type OttlText, ottlTexts } from './places.ts';
import { type Call, type Lambda, type Node, type Path, parseOttl } from './syntax.ts';
import { escapeProblems, patternProblems } from './written-texts.ts';

/**
 * What is wrong with the statements and conditions among the settings of a component.
 *
 * Where a function or a path is not in any release that was read, and the release is not one of these, only what resembles
 * something that is known is told of, as a warning.
 *
 * @param component - kind and type, `processors/transform`
 * @param release - of the collector; undefined where it is not known
 * @param featureGates - those of the collector, as written: `+ottl.functions.enableLambda`
 */
export function ottlProblems(
  component: string,
  settings: unknown,
  release: string | undefined,
  featureGates: readonly string[] = [],
): Problem[] {
  const texts = ottlTexts(component, settings);
  if (texts.length === 0) return [];
  const language = new Language(release, featureGates);
  return texts.flatMap((one) =>
    textProblems(component, one, language).map((problem) => ({ ...problem, path: one.path })),
  );
}

function textProblems(component: string, one: OttlText, language: Language): Problem[] {
  // what a variable brings is not known
  if (isVariable(one.text) || one.text.includes('${')) return [];
  const parsed = parseOttl(one.text.replaceAll('$$', '$'), one.kind);
  if (parsed === undefined) return [];
  if ('message' in parsed) {
    return [{ message: `'${shortened(one.text)}': ${parsed.message}`, fix: parsed.fix }];
  }
  const { node } = parsed;
  const candidates = one.contexts.map((context) =>
    new Judge(component, one, language, context).problems(node),
  );
  // the collector takes the first context that fits
  const best = candidates.reduce((least, now) => (now.length < least.length ? now : least));
  return best.map((problem) => ({
    ...problem,
    message: `'${shortened(one.text)}': ${problem.message}`,
  }));
}

const longest = 60;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** Judges a text in one context. */
class Judge {
  constructor(
    private readonly component: string,
    private readonly text: OttlText,
    private readonly language: Language,
    private readonly context: string,
  ) {}

  problems(node: Node): Problem[] {
    return node.is === 'statement'
      ? [...this.editor(node.call), ...(node.where ? this.node(node.where, []) : [])]
      : this.node(node, []);
  }

  /** The call that a statement is. */
  private editor(call: Call): Problem[] {
    if (/^[A-Z]/.test(call.name)) {
      return [
        {
          message: `a statement must begin with an editor, which is in lower case, got ${call.name}`,
        },
      ];
    }
    if (call.keys.length > 0) {
      return [
        { message: `an editor must not be followed by keys, got some after ${call.name}(…)` },
      ];
    }
    return this.call(call, []);
  }

  private node(node: Node, locals: readonly string[]): Problem[] {
    switch (node.is) {
      case 'call':
        return /^[a-z]/.test(node.name)
          ? [{ message: `a converter begins with a capital letter, got ${node.name}(…)` }]
          : [...this.call(node, locals), ...this.all(node.keys, locals)];
      case 'path':
        return this.path(node, locals);
      case 'enum':
        return this.symbol(node.name).map((problem) => ({
          ...problem,
          message: `a name in upper case ${problem.message}`,
        }));
      case 'text':
        return escapeProblems(node.text);
      case 'lambda':
        return this.lambda(node, locals);
      case 'all':
      case 'list':
      case 'map':
        return this.all(node.of, locals);
      default:
        return [];
    }
  }

  private lambda({ names, body }: Lambda, locals: readonly string[]): Problem[] {
    const obstacle = this.language.obstacleToLambdas;
    if (obstacle !== undefined) return [{ message: obstacle }];
    if (body.is === 'lambda') return [{ message: 'the body of a lambda must not be a lambda' }];
    const twice = names.find((name, index) => name !== '_' && names.indexOf(name) !== index);
    if (twice) return [{ message: `names of a lambda must be different, got ${twice} twice` }];
    return this.node(body, [...locals, ...names]);
  }

  private all(nodes: readonly Node[], locals: readonly string[]): Problem[] {
    return nodes.flatMap((node) => this.node(node, locals));
  }

  private path(path: Path, locals: readonly string[]): Problem[] {
    const keys = path.fields.flatMap((field) => field.keys);
    const isLocal = locals.includes(path.fields[0]?.name ?? '');
    return [
      ...(isLocal ? [] : pathProblems(path, this.language, this.context, this.text.named)),
      ...this.all(keys, locals),
    ];
  }

  private symbol(name: string): Problem[] {
    if (!this.language.knowsPaths) return [];
    const enums = this.language.context(this.context).flatMap((context) => context.enums);
    if (enums.length === 0 || enums.includes(name)) return [];
    const fix = nearest(name, enums);
    const hint = fix === undefined ? ', a string needs double quotes' : '';
    return [
      { message: `must be a name that context ${this.context} has, got ${name}${hint}`, fix },
    ];
  }

  private call(call: Call, locals: readonly string[]): Problem[] {
    const inside = call.parameters.flatMap(({ value }) =>
      // the name of a function in place of a value is looked up with the parameter
      value.is === 'function' || value.is === 'enum' ? [] : this.node(value, locals),
    );
    if (!this.text.functions) return inside;
    const signatures = this.language.signatures(call.name, this.component, this.context);
    if (signatures.length === 0) return [...this.unknownFunction(call.name), ...inside];
    const candidates = signatures.map((signature) =>
      argumentProblems(call, signature, {
        isFunction: (name) =>
          this.language.signatures(name, this.component, this.context).length > 0,
        symbol: (name) => this.symbol(name),
        literals: this.language.looksAtLiterals,
      }),
    );
    const least = candidates.reduce((best, now) => (now.length < best.length ? now : best));
    return [...least, ...patternProblems(call, signatures[0] ?? []), ...inside];
  }

  private unknownFunction(name: string): Problem[] {
    const { language } = this;
    const known = language.functionNames(this.component, this.context);
    const fix = nearest(name, known);
    const last = language.lastWithout(name);
    if (last !== undefined && language.knowsFunctions) {
      return [{ message: `function ${name} needs a release after ${last}` }];
    }
    const certain = language.knowsOwn;
    if (!certain && fix === undefined) return [];
    return [
      {
        message: `there is no function ${name}`,
        fix,
        ...(certain ? {} : { severity: 'warning' as const }),
      },
    ];
  }
}
