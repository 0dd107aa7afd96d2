import type { PlacedFinding } from '../lint/manifests.ts';
import { groupBy } from '../model/kubernetes/group.ts';
import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Severity } from '../upstream/values/problem.ts';

/** What is wrong with something in a picture. */
export interface GraphProblem {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to write instead; unset where that is not certain. */
  readonly fix?: string;
  /** File that it stands in; empty for an object that a program made. */
  readonly file: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
}

/** Findings, by what they are about. */
export class Problems {
  private readonly byObject: ReadonlyMap<KubeObject, readonly PlacedFinding[]>;
  private readonly findings: readonly PlacedFinding[];
  /** Places of findings in their order. */
  private readonly places: ReadonlyMap<PlacedFinding, number>;

  constructor(findings: readonly PlacedFinding[]) {
    this.findings = findings;
    this.places = new Map(findings.map((finding, index) => [finding, index]));
    this.byObject = groupBy(findings, ({ object }) => object);
  }

  /** About values, or what is in them; each once. */
  at(locations: readonly Location[]): GraphProblem[] {
    const found = locations.flatMap((location) =>
      (this.byObject.get(location.object) ?? []).filter(({ path }) =>
        location.path.every((key, index) => path[index] === key),
      ),
    );
    return [...new Set(found)].map(problem);
  }

  /** About whole objects, in the order of application. */
  of(objects: ReadonlySet<KubeObject>): GraphProblem[] {
    // by object, since a picture asks for each of its nodes
    const found = [...objects].flatMap((object) => this.byObject.get(object) ?? []);
    return found.sort((a, b) => this.placeOf(a) - this.placeOf(b)).map(problem);
  }

  private placeOf(finding: PlacedFinding): number {
    return this.places.get(finding) ?? 0;
  }

  /** About all objects but these. */
  besides(objects: ReadonlySet<KubeObject>): GraphProblem[] {
    return this.findings.filter(({ object }) => !objects.has(object)).map(problem);
  }
}

function problem(finding: PlacedFinding): GraphProblem {
  const { rule, severity, message, fix, file, line, column } = finding;
  return { ruleId: rule.id, severity, message, fix, file, line, column };
}

/** How bad the worst of some problems is; undefined where there is none that is more than worth knowing. */
export function worst(problems: readonly GraphProblem[]): 'error' | 'warning' | undefined {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : undefined;
}
