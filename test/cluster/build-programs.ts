import { goProgram, lackOfTime } from './harness/build.ts';
import { lackOfJava } from './harness/java.ts';
import { type OperatorPrograms, operatorPrograms } from './harness/operator-programs.ts';
import { jaegerOperator, jaegerV1, jaegerV2 } from './harness/programs.ts';
import type { Release } from './harness/releases.ts';
import { buildCollectors } from './parts/collector.ts';
import type { MigrationPrograms } from './parts/migration.ts';
import type { Suite } from './suite.ts';

/** What the parts run that were asked for. */
export interface Programs {
  readonly operators: OperatorPrograms | undefined;
  /** Path of Jaeger v2. */
  readonly jaeger: string | undefined;
  readonly migration: MigrationPrograms | undefined;
}

/** Finds or builds all of it, one program after the other. */
export async function buildPrograms(
  { parts, kubeconfig, checks }: Suite,
  found: readonly Release[],
  operated: boolean,
): Promise<Programs> {
  const used = parts.has('api-server')
    ? found
    : found.slice(operated || parts.has('apply') ? -1 : found.length);
  for (const release of used) await release.programs();
  const local = (operated || parts.has('apply')) && kubeconfig === undefined;
  const operators = local ? await operatorPrograms(checks) : undefined;
  if (parts.has('collector')) await buildCollectors();
  // the longest comes last, where it may be left out
  const runs = (['collector', 'jaeger-v2', 'migration'] as const).some((part) => parts.has(part));
  const jaeger = runs ? await jaegerV2Program(checks) : undefined;
  const migrates = parts.has('migration') && jaeger !== undefined;
  const migration = migrates ? await migrationPrograms(checks, jaeger) : undefined;
  return { operators, jaeger, migration };
}

/** Finds or builds Jaeger v2; undefined, and recorded, where there is no time for it. */
async function jaegerV2Program(checks: Suite['checks']): Promise<string | undefined> {
  const reason = lackOfTime(jaegerV2);
  if (reason === undefined) return goProgram(jaegerV2);
  checks.skip('jaeger-v2', `Jaeger ${jaegerV2.version} itself`, reason);
  return undefined;
}

/** Finds or builds what a migration is judged with; undefined, and recorded, where that cannot be. */
async function migrationPrograms(
  checks: Suite['checks'],
  jaeger: string,
): Promise<MigrationPrograms | undefined> {
  const reason = lackOfTime(jaegerV1.collector) ?? (await lackOfJava());
  if (reason !== undefined) {
    checks.skip('migration', `Jaeger ${jaegerV1.collector.version} on a store`, reason);
    return undefined;
  }
  return {
    jaeger,
    collectorV1: await goProgram(jaegerV1.collector),
    queryV1: await goProgram(jaegerV1.query),
    rollover: await goProgram(jaegerV1.rollover),
    operator: await goProgram(jaegerOperator),
  };
}
