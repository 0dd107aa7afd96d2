import { Chart, Names } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { nameProps } from '../constructs/props/place.ts';

/** A step of `kubectl apply`; the numbers carry the order, because dependencies between charts cost exponentially in cdk8s. */
export type Step =
  | '0-namespace'
  | '1-crds'
  | '2-operators'
  | '3-instances'
  | '4-thanos'
  | '4-tekton'
  | '4-grafana'
  | '4-monitoring';

/** Props of a stack by the ids of what is made from them. */
const props: Readonly<Record<Step, Readonly<Record<string, string>>>> = {
  '0-namespace': {},
  '1-crds': {},
  '2-operators': { OtelOperator: 'otelOperator', JaegerOperator: 'backend.operator' },
  '3-instances': {
    Agents: 'agents',
    Collector: 'collector',
    Sampler: 'tailSampling.sampler',
    Instrumentation: 'instrumentation',
    Jaeger: 'backend',
  },
  '4-thanos': {},
  '4-tekton': { Tekton: 'tekton' },
  '4-grafana': { Jaeger: 'grafana' },
  '4-monitoring': { Monitoring: 'monitoring' },
};

function propOf(step: Step, id: string): string | undefined {
  const workload = /^Thanos(\d+)$/.exec(id);
  return workload ? `thanos[${workload[1]}]` : props[step][id];
}

/** How many stacks an app has, which decides how their files are called. */
const stacksIn = new WeakMap<IConstruct, number>();

/**
 * The charts of a stack, one for each step. A chart comes about when it is asked for, so that none is empty. Its file is called
 * after the step; where an app has several stacks, the id of the stack goes before.
 */
export class StepCharts {
  private readonly stack: Construct;
  private readonly charts = new Map<Step, Chart>();

  constructor(stack: Construct) {
    this.stack = stack;
    const { root } = stack.node;
    stacksIn.set(root, (stacksIn.get(root) ?? 0) + 1);
    stack.node.addValidation({ validate: () => this.clashes() });
  }

  /** The chart of a step. */
  of(step: Step): Chart {
    const known = this.charts.get(step);
    if (known) return known;
    const chart = new Chart(this.stack, step);
    nameProps(chart, (id) => propOf(step, id));
    this.charts.set(step, chart);
    return chart;
  }

  /** Calls the files after the steps; what stands in the charts by now keeps its path in the app. */
  nameFiles(): void {
    for (const [step, chart] of this.charts) {
      // cdk8s makes the name of this path, and would add a hash to one of several parts
      Object.defineProperty(chart.node, 'path', { get: () => this.fileName(step) });
    }
  }

  private fileName(step: Step): string {
    const { root } = this.stack.node;
    const alone = stacksIn.get(root) === 1;
    return alone ? step : `${Names.toDnsLabel(this.stack, { includeHash: false })}-${step}`;
  }

  // names without a hash may be somebody else's too, and the later of two files would replace the other
  private clashes(): string[] {
    const own = new Map([...this.charts.values()].map((chart) => [Names.toDnsLabel(chart), chart]));
    return this.stack.node.root.node
      .findAll()
      .filter(Chart.isChart)
      .flatMap((chart) => {
        const file = Names.toDnsLabel(chart);
        const mine = own.get(file) ?? chart;
        return mine === chart
          ? []
          : `file ${file} must be written by one chart, got ${pathOf(mine)} and ${pathOf(chart)}`;
      });
  }
}

function pathOf({ node }: Chart): string {
  return node.scopes.flatMap((scope) => scope.node.id || []).join('/');
}
