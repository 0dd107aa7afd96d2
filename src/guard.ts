import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { plannedMetadata } from './annotations/planned.ts';
import { watchConstructs } from './constructs/props/guarded.ts';
import { constructProblem, oneOfProblem, refuse } from './constructs/props/refuse.ts';
import { Acknowledgements, noteAcknowledgement } from './guard/acknowledgements.ts';
import { Changes } from './guard/changes.ts';
import { type ConstructFinding, findingsIn, objectsInOrder, render } from './guard/objects.ts';
import { writtenProblems } from './guard/written.ts';
import { duplicateObject } from './lint/kubernetes/object/duplicate/rule.ts';
import type { Rule } from './lint/rule.ts';
import { pathText } from './model/kubernetes/objects.ts';
import type { Severity } from './upstream/values/problem.ts';

/**
 * What happens to findings of the linter when an app is synthesized.
 *
 * - `error`: errors stop the synthesis, other findings are printed
 * - `warn`: all findings are printed
 * - `off`: the app is not linted
 *
 * Whatever the level, synthesis stops at a text that cdk8s would write so that kubectl reads another value: nobody
 * can want that.
 */
export type GuardLevel = 'error' | 'warn' | 'off';

const guards = new WeakMap<IConstruct, Guard>();

/**
 * Has the linter judge the whole app around a construct when it is synthesized: all its objects, also those added
 * later, as one cluster. An error that `tracing lint` would find, or an object that is there twice, stops the
 * synthesis with the name of the construct. Every construct of this package calls this by itself; call it to set
 * another level, or for an app without such constructs.
 *
 * @param level - for the whole app; the last call that gives one counts, and `error` is the default
 * @throws if there is no such level, or no construct
 */
export function guard(construct: IConstruct, level?: GuardLevel): void {
  refuse(constructProblem('guard', construct));
  refuse(construct, oneOfProblem('guard', level, ['error', 'warn', 'off']));
  const { root } = construct.node;
  const known = guards.get(root) ?? new Guard(root);
  guards.set(root, known);
  if (level !== undefined) known.judgeBy(level);
}

watchConstructs((construct) => guard(construct));

/**
 * Accepts the findings of a rule about a construct and everything in it. The reason is written into the objects
 * concerned, as the annotation `cdk8s-tracing/ignore`. If there is nothing to accept, a warning says so.
 *
 * @param ruleId - such as `collector/duplicate-backend`
 * @throws if there is no such rule, no reason or no construct
 */
export function acknowledge(construct: IConstruct, ruleId: string, reason: string): void {
  noteAcknowledgement(construct, ruleId, reason);
  guard(construct);
}

/** Validates an app, by linting it. */
class Guard {
  private level: GuardLevel = 'error';
  private readonly root: IConstruct;
  private readonly acknowledgements = new Acknowledgements();
  private readonly guarded = new Set<ApiObject>();
  private readonly told = new Set<string>();
  private readonly changes: Changes;
  private errors: ReadonlyMap<ApiObject, readonly string[]> = new Map();

  constructor(root: IConstruct) {
    this.root = root;
    this.changes = new Changes(root);
    // the app is validated before its objects, which so have their validations when it is their turn
    root.node.addValidation({ validate: () => this.validate() });
  }

  judgeBy(level: GuardLevel): void {
    this.level = level;
    this.changes.forget();
  }

  private validate(): string[] {
    const objects = objectsInOrder(this.root);
    if (this.changes.in(objects)) {
      this.errors = this.judge(objects);
      this.changes.note(objects);
    }
    for (const object of objects) {
      if (this.guarded.has(object)) continue;
      this.guarded.add(object);
      object.node.addValidation({ validate: () => [...(this.errors.get(object) ?? [])] });
    }
    return [];
  }

  /** Tells what does not stop the app, and gives what does. */
  private judge(objects: readonly ApiObject[]): ReadonlyMap<ApiObject, readonly string[]> {
    const errors = new Map<ApiObject, string[]>();
    const stop = (construct: ApiObject, text: string) =>
      errors.set(construct, [...(errors.get(construct) ?? []), text]);
    const rendered = render(objects);
    for (const object of rendered) {
      for (const text of writtenProblems(object)) stop(object.construct, text);
    }
    if (this.level === 'off') return errors;
    for (const finding of this.counting(findingsIn(rendered))) {
      if (this.acknowledgements.accept(finding)) continue;
      const { construct, rule, severity, path, message } = finding;
      const text = `${pathText(path)}: ${message} (${rule.id})`;
      if (this.level === 'error' && refused(rule, severity)) stop(construct, text);
      else this.tell(`${severity}: [${construct.node.path}] ${text}`);
    }
    if (objects.length > 0) {
      for (const text of this.acknowledgements.unused(this.root)) this.tell(`warning: ${text}`);
    }
    return errors;
  }

  /** Findings without those about the order of files, which says nothing where the app is delivered in steps. */
  private counting(findings: readonly ConstructFinding[]): readonly ConstructFinding[] {
    const isPlanned = this.root.node.metadata.some(({ type }) => type === plannedMetadata);
    return isPlanned ? findings.filter(({ rule }) => !rule.id.startsWith('order/')) : findings;
  }

  private tell(text: string): void {
    if (!this.told.has(text)) console.warn(text);
    this.told.add(text);
  }
}

// a warning for folders of manifests, but an app that says a thing twice does not mean it
function refused(rule: Rule, severity: Severity): boolean {
  return severity === 'error' || rule === duplicateObject;
}
