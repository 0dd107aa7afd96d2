import { ApiObject, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { duplicateObject } from './lint/kubernetes/object/duplicate/rule.ts';
import { lint } from './lint/lint.ts';
import type { Rule } from './lint/rule.ts';
import { pathText } from './model/kubernetes/objects.ts';
import { readModel } from './model/model.ts';
import type { Severity } from './upstream/values/problem.ts';

/**
 * Makes `synth` refuse a stack that `tracing lint` would find an error in, or that holds an object twice, naming the
 * construct: all objects of the app, also those that are added later, are linted as one cluster.
 */
export function guard(app: App): void {
  const guarded = new Set<ApiObject>();
  let linted: string | undefined;
  let problems: ReadonlyMap<string, readonly string[]> = new Map();

  function validate(): string[] {
    const objects = inOrder(app);
    // cdk8s validates the whole app again for each chart, and rendering CRDs takes most of the time
    const state = JSON.stringify(
      objects.map((object) => (isCrd(object) ? object.name : object.toJson())),
    );
    if (state !== linted) problems = problemsOf(objects);
    linted = state;
    for (const object of objects) {
      if (guarded.has(object)) continue;
      guarded.add(object);
      object.node.addValidation({ validate: () => [...(problems.get(object.node.path) ?? [])] });
    }
    return [];
  }

  // the app is validated before its objects, which so have their validations when it is their turn
  app.node.addValidation({ validate });
}

/** Objects of an app, each behind what it depends on, and charts by the names of their files. */
function inOrder(app: App): ApiObject[] {
  const seen = new Set<IConstruct>();
  const objects: ApiObject[] = [];
  const visit = (construct: IConstruct) => {
    if (seen.has(construct)) return;
    seen.add(construct);
    construct.node.dependencies.forEach(visit);
    if (ApiObject.isApiObject(construct)) objects.push(construct);
    construct.node.children.forEach(visit);
  };
  app.node.children.toSorted((a, b) => (a.node.id < b.node.id ? -1 : 1)).forEach(visit);
  return objects;
}

// a warning for folders of manifests, but an app that says a thing twice does not mean it
const refused = (rule: Rule, severity: Severity) =>
  severity === 'error' || rule === duplicateObject;

/** Findings that an app is refused for, by the path of the construct that they are about. */
function problemsOf(objects: readonly ApiObject[]): Map<string, string[]> {
  const model = readModel(
    objects.map((object, index) => ({
      value: object.toJson(),
      // these objects stand in no file; the construct is their place
      origin: { file: object.node.path, index, locate: nowhere, locateText: nowhere },
    })),
  );
  const problems = new Map<string, string[]>();
  for (const { object, path, rule, severity, message } of lint(model)) {
    const construct = object.origin?.file;
    if (!refused(rule, severity) || construct === undefined) continue;
    const text = `${pathText(path)}: ${message} (${rule.id})`;
    problems.set(construct, [...(problems.get(construct) ?? []), text]);
  }
  return problems;
}

function isCrd({ kind }: ApiObject): boolean {
  return kind === 'CustomResourceDefinition';
}

function nowhere(): undefined {}
