import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from '../../../src/upstream/operator/versions.ts';
import { elasticsearch, jaegerV2 } from '../../cluster/harness/programs.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import type { StackParts } from '../harness/parts.ts';
import { kubelet, tektonController, thanos } from '../harness/programs.ts';
import type { Suite } from '../suite.ts';
import { type Loss, measureLosses } from './chaos.ts';
import { checkArticlesEvening, checkEvening, type Evening } from './evening.ts';

const ARTICLE = 'article';
const stacks: readonly string[] = ['default', ARTICLE, 'jaeger-v2'];

/** The default stack with NetworkPolicies that fit this node. */
export const walled = 'walled';

/** Whether a stack is measured: the default one, the article's and the one on Jaeger v2. */
export function isMeasured(stack: string): boolean {
  return stacks.includes(stack);
}

/** Whether Thanos and Tekton send to a stack. */
function hasEvening(stack: string): boolean {
  return isMeasured(stack) || stack === walled;
}

/** What is measured on stacks. */
export class Measurements {
  readonly #parts: StackParts;
  readonly #evenings: Record<string, Evening> = {};
  readonly #losses: Record<string, Record<string, Loss>> = {};

  constructor(parts: StackParts) {
    this.#parts = parts;
  }

  /** Runs Thanos, Tekton and an application on a stack; says what is lacking where it cannot be. */
  async evening(suite: Suite, stack: Stack): Promise<void> {
    if (!hasEvening(stack.name)) return;
    const { thanos, tekton } = this.#parts;
    const lacking = thanos.lacking ?? tekton.lacking;
    if (lacking !== undefined) {
      suite.checks.skip('evening', `${stack.name}: traces of Thanos and Tekton`, lacking);
      return;
    }
    const spend = stack.name === ARTICLE ? checkArticlesEvening : checkEvening;
    const measured = await spend(suite, stack);
    if (measured !== undefined && isMeasured(stack.name)) this.#evenings[stack.name] = measured;
  }

  /** Has parts of a stack fail. */
  async chaos(suite: Suite, stack: Stack): Promise<void> {
    if (isMeasured(stack.name)) {
      this.#losses[stack.name] = await measureLosses(suite, stack.name);
    }
  }

  /** Writes what was measured, with the date and the releases that ran. */
  write(folder: string): void {
    const otel = this.#parts.releases['opentelemetry-operator'] ?? versions.otelOperator;
    const made = {
      date: new Date().toISOString().slice(0, 10),
      releases: {
        Kubernetes: kubelet.version,
        'OpenTelemetry operator': otel,
        'OpenTelemetry collector': versions.collector,
        'Jaeger operator': versions.jaegerOperator,
        Jaeger: `${versions.jaeger} and ${jaegerV2.version}`,
        Elasticsearch: elasticsearch.version,
        Thanos: thanos.version,
        Tekton: tektonController.version,
      },
    };
    mkdirSync(folder, { recursive: true });
    const files = { evening: this.#evenings, chaos: this.#losses };
    for (const [name, measured] of Object.entries(files)) {
      if (Object.keys(measured).length === 0) continue;
      const text = JSON.stringify({ ...made, stacks: measured }, undefined, 2);
      writeFileSync(join(folder, `${name}.json`), `${text}\n`);
    }
  }
}
