import { expect, test } from 'vitest';
import { dot } from '../../src/graph/dot.ts';
import type { Graph, GraphEdge } from '../../src/graph/graph.ts';
import { mermaid } from '../../src/graph/mermaid.ts';
import type { GraphNode } from '../../src/graph/nodes.ts';
import type { GraphProblem } from '../../src/graph/problems.ts';

function node(id: string, changes: Partial<GraphNode> = {}): GraphNode {
  const inside = { facts: [], parts: [], objects: [], problems: [] };
  return {
    id,
    kind: 'collector',
    name: id,
    what: 'collector',
    namespace: 'tracing',
    ...inside,
    ...changes,
  };
}

function edge(from: string, to: string, changes: Partial<GraphEdge> = {}): GraphEdge {
  return { from, to, via: 'otlp', protocol: 'otlp-grpc', port: 4317, problems: [], ...changes };
}

const problem: GraphProblem = {
  ruleId: 'a/b',
  severity: 'error',
  message: 'wrong',
  file: 'a.yaml',
  line: 1,
  column: 1,
};
const slip: GraphProblem = { ...problem, severity: 'warning' };

const graph: Graph = {
  nodes: [
    node('a'),
    node('b', { kind: 'backend', namespace: 'end' }),
    node('c', { kind: 'missing', namespace: 'end' }),
    node('d', { kind: 'storage', namespace: '' }),
  ],
  edges: [
    edge('a', 'b', { tls: true }),
    edge('a', 'c', { problems: [slip, problem] }),
    edge('b', 'd', { protocol: 'elasticsearch', port: 9200, problems: [slip] }),
    edge('b', 'a', { protocol: undefined, port: undefined }),
  ],
  problems: [],
};

test('Mermaid draws namespaces, shapes and labels, and marks wrong edges', () => {
  expect(mermaid(graph)).toBe(`flowchart LR
  subgraph ns0["end"]
    n1[["collector<br/>b"]]
    n2["collector<br/>c"]
  end
  subgraph ns1["tracing"]
    n0(["collector<br/>a"])
  end
  n3[("collector<br/>d")]
  n0 -->|"OTLP/gRPC 4317 TLS"| n1
  n0 -->|"✗ OTLP/gRPC 4317"| n2
  n1 -->|"! HTTP 9200"| n3
  n1 --> n0
  linkStyle 1 stroke:#d1242f,stroke-width:3px
  linkStyle 2 stroke:#bf8700,stroke-width:3px
  classDef missing stroke:#d1242f,stroke-dasharray:5 5
  class n2 missing
`);
});

test('Graphviz draws the same', () => {
  expect(dot(graph)).toBe(`digraph tracing {
  rankdir=LR;
  subgraph cluster_0 {
    label="end";
    "b" [label="collector\\nb", shape=box, peripheries=2];
    "c" [label="collector\\nc", shape=box, style=dashed, color="#d1242f"];
  }
  subgraph cluster_1 {
    label="tracing";
    "a" [label="collector\\na", shape=box, style=rounded];
  }
  "d" [label="collector\\nd", shape=cylinder];
  "a" -> "b" [label="OTLP/gRPC 4317 TLS"];
  "a" -> "c" [label="OTLP/gRPC 4317", color="#d1242f", penwidth=3];
  "b" -> "d" [label="HTTP 9200", color="#bf8700", penwidth=3];
  "b" -> "a" [label=""];
}
`);
});

test('what comes, goes and changes is coloured, before what is wrong, and so are nodes with findings', () => {
  const difference: Graph = {
    nodes: [
      node('a', { change: 'added', problems: [problem] }),
      node('b', { change: 'removed' }),
      node('c', { change: 'changed', kind: 'storage' }),
      node('d', { problems: [slip] }),
    ],
    edges: [
      edge('a', 'c', { change: 'added', problems: [problem] }),
      edge('b', 'c', { change: 'removed' }),
      edge('d', 'c'),
    ],
    problems: [],
  };
  expect(mermaid(difference).split('\n').slice(-11)).toEqual([
    '  linkStyle 0 stroke:#1a7f37,stroke-width:3px',
    '  linkStyle 1 stroke:#d1242f,stroke-width:3px,stroke-dasharray:6 4',
    '  classDef added stroke:#1a7f37,stroke-width:3px',
    '  class n0 added',
    '  classDef removed stroke:#d1242f,stroke-width:3px,stroke-dasharray:6 4',
    '  class n1 removed',
    '  classDef changed stroke:#0969da,stroke-width:3px',
    '  class n2 changed',
    '  classDef warning stroke:#bf8700,stroke-width:3px',
    '  class n3 warning',
    '',
  ]);
  expect(
    dot(difference)
      .split('\n')
      .filter((line) => line.includes('color=')),
  ).toEqual([
    '    "a" [label="collector\\na", shape=box, style=rounded, color="#1a7f37", penwidth=3];',
    '    "b" [label="collector\\nb", shape=box, style="rounded,dashed", color="#d1242f", penwidth=3];',
    '    "c" [label="collector\\nc", shape=cylinder, color="#0969da", penwidth=3];',
    '    "d" [label="collector\\nd", shape=box, style=rounded, color="#bf8700", penwidth=3];',
    '  "a" -> "c" [label="OTLP/gRPC 4317", color="#1a7f37", penwidth=3];',
    '  "b" -> "c" [label="OTLP/gRPC 4317", style=dashed, color="#d1242f", penwidth=3];',
  ]);
});

test('edges that read alike are drawn once, as bad as the worst of them', () => {
  const alike = { ...graph, edges: [edge('a', 'b'), edge('a', 'b', { problems: [slip] })] };
  const arrows = mermaid({ ...alike, edges: [...alike.edges, edge('a', 'b')] }).match(/-->.*/g);
  expect(arrows).toEqual(['-->|"! OTLP/gRPC 4317"| n1']);
});

test('names that Mermaid takes for markup are escaped', () => {
  const text = mermaid({ nodes: [node('a "b"\n<i>`#{x}|;\\')], edges: [], problems: [] });
  expect(text).toContain(
    '(["collector<br/>a #34;b#34; #60;i#62;#96;#35;#123;x#125;#124;#59;#92;"])',
  );
});

test('names that Graphviz takes for the end of a text are escaped', () => {
  const text = dot({ nodes: [node('a "b"\\\n')], edges: [], problems: [] });
  expect(text).toContain('"a \\"b\\"\\\\ " [label="collector\\na \\"b\\"\\\\ "');
});

test('an empty picture is still one', () => {
  expect(mermaid({ nodes: [], edges: [], problems: [] })).toBe('flowchart LR\n');
  expect(dot({ nodes: [], edges: [], problems: [] })).toBe('digraph tracing {\n  rankdir=LR;\n}\n');
});
