import { ApiObject, Chart, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type LintFinding, lint } from '../lint/lint.ts';
import { readModel } from '../model/model.ts';

/** A finding and the construct that it is about. */
export interface ConstructFinding extends LintFinding {
  readonly construct: ApiObject;
}

/** An object of an app as it is written. */
export interface Rendered {
  readonly construct: ApiObject;
  readonly value: unknown;
}

/** Renders objects, which takes longer than most that is asked of them. */
export function render(objects: readonly ApiObject[]): Rendered[] {
  return objects.map((construct) => ({ construct, value: construct.toJson() }));
}

/** Lints objects of an app as one cluster. */
export function findingsIn(rendered: readonly Rendered[]): ConstructFinding[] {
  const model = readModel(
    rendered.map(({ construct, value }, index) => ({
      value,
      // these objects stand in no file; the construct is their place
      origin: { file: construct.node.path, index, locate: nowhere, locateText: nowhere },
    })),
  );
  return lint(model).flatMap((finding) => {
    const construct = rendered[finding.object.origin?.index ?? -1]?.construct;
    return construct === undefined ? [] : [{ ...finding, construct }];
  });
}

function nowhere(): undefined {}

/** Objects of an app, each behind what it depends on, and charts by the names of their files. */
export function objectsInOrder(root: IConstruct): ApiObject[] {
  const seen = new Set<IConstruct>();
  const objects: ApiObject[] = [];
  const visit = (construct: IConstruct) => {
    if (seen.has(construct)) return;
    seen.add(construct);
    construct.node.dependencies.forEach(visit);
    if (ApiObject.isApiObject(construct)) objects.push(construct);
    construct.node.children.forEach(visit);
  };
  root.node
    .findAll()
    .filter(Chart.isChart)
    .map((chart) => ({ chart, file: Names.toDnsLabel(chart) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .forEach(({ chart }) => {
      visit(chart);
    });
  return objects;
}

/** Whether an object is a CustomResourceDefinition, which takes long to render. */
export function isCrd({ kind }: ApiObject): boolean {
  return kind === 'CustomResourceDefinition';
}
