import type { Model } from '../../model/model.ts';
import { severities } from '../../upstream/values/problem.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import type { Scene } from '../drawing/scene.ts';
import type { Graph, GraphEdge } from '../graph.ts';
import { protocolName } from '../label.ts';
import type { GraphNode } from '../nodes.ts';
import type { GraphProblem } from '../problems.ts';
import type { PageArrow, PageContents, PageNode, PageProblem } from './contents.ts';
import { readableManifest } from './manifest.ts';

/** Models of what was drawn, by the folder of the cluster; one has an empty folder. */
export interface Models {
  readonly now: ReadonlyMap<string, Model>;
  /**
   * Models of what was there before, in a picture of a difference.
   *
   * @default - none, it is no difference
   */
  readonly before?: ReadonlyMap<string, Model>;
}

/** A picture in words, for its page. */
export function describe(graph: Graph, scene: Scene, models: Models): PageContents {
  const catalogue = new ProblemList([
    ...graph.nodes.flatMap(({ problems }) => problems),
    ...graph.edges.flatMap(({ problems }) => problems),
    ...graph.problems,
  ]);
  return {
    nodes: scene.nodes.map(({ node }) => describeNode(node, catalogue, models)),
    arrows: scene.arrows.map(({ arrow, from, to }): PageArrow => {
      const [edge] = arrow.edges;
      return {
        from,
        to,
        says: edge ? says(edge) : [],
        ways: [...new Set(arrow.edges.map(({ via }) => oneLine(via)))],
        change: arrow.change,
        problems: catalogue.places(arrow.edges.flatMap(({ problems }) => problems)),
      };
    }),
    problems: catalogue.all,
  };
}

function describeNode(node: GraphNode, catalogue: ProblemList, models: Models): PageNode {
  const { what, name, namespace, cluster, facts, parts, change, problems, objects } = node;
  const ofNode = change === 'removed' ? models.before : models.now;
  const { objects: known } = ofNode?.get(cluster ?? '') ?? {};
  return {
    what: oneLine(what),
    name: oneLine(name),
    place: oneLine([cluster, namespace].filter(Boolean).join(': ')),
    facts: facts.map(oneLine),
    parts: parts.map(({ title, columns }) => ({
      title: oneLine(title),
      columns: columns.map((items) => items.map((item) => oneLine(item.name))),
    })),
    change,
    problems: catalogue.places(problems),
    manifests: objects.flatMap(({ kind, namespace: place, name: title, order, file }) => {
      const object = known?.all[order];
      if (object === undefined) return [];
      const text = readableManifest(object);
      return { title: oneLine(`${kind} ${place}/${title}`), file: oneLine(file), text };
    }),
  };
}

function says(edge: GraphEdge): string[] {
  const { service, port, tls } = edge;
  const encrypted = tls === undefined ? '' : tls ? 'with TLS' : 'without TLS';
  return [
    [service, port].filter((part) => part !== undefined).join(':'),
    [protocolName(edge), encrypted].filter(Boolean).join(', '),
  ]
    .filter(Boolean)
    .map(oneLine);
}

/** Findings, each once, however many things it is about. */
class ProblemList {
  readonly all: readonly PageProblem[];
  private readonly indices: ReadonlyMap<string, number>;

  constructor(problems: readonly GraphProblem[]) {
    const rank = (severity: GraphProblem['severity']) => severities.indexOf(severity);
    const distinct = new Map(problems.map((problem) => [keyOf(problem), problem]));
    const sorted = [...distinct].sort(([, a], [, b]) => rank(a.severity) - rank(b.severity));
    this.indices = new Map(sorted.map(([key], index) => [key, index]));
    this.all = sorted.map(([, { severity, ruleId, message, fix, file, line, column }]) => ({
      severity,
      ruleId,
      message: oneLine(message),
      fix: fix === undefined ? undefined : oneLine(fix),
      place: oneLine(`${file}:${line}:${column}`),
    }));
  }

  /** Places of some of them, each once. */
  places(problems: readonly GraphProblem[]): number[] {
    const found = problems.flatMap((problem) => this.indices.get(keyOf(problem)) ?? []);
    return [...new Set(found)].sort((a, b) => a - b);
  }
}

function keyOf({ file, line, column, ruleId, message }: GraphProblem): string {
  return JSON.stringify([file, line, column, ruleId, message]);
}
