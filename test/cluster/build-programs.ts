import { goProgram, lackOfTime } from './harness/build.ts';
import { type DeliveryPrograms, deliveryPrograms } from './harness/delivery-programs.ts';
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
  readonly delivery: DeliveryPrograms | undefined;
  /** Path of Jaeger v2. */
  readonly jaeger: string | undefined;
  readonly migration: MigrationPrograms | undefined;
  /** Kubernetes releases that the API server is tried in, oldest first. */
  readonly releases: readonly Release[];
}

/** Finds or builds all of it, one program after the other. */
export async function buildPrograms(
  { parts, kubeconfig, checks }: Suite,
  found: readonly Release[],
  operated: boolean,
): Promise<Programs> {
  const applied = operated || parts.has('apply') || parts.has('delivery');
  const newest = applied || parts.has('api-server') ? found.at(-1) : undefined;
  await newest?.programs();
  const local = kubeconfig === undefined;
  const operators = applied && local ? await operatorPrograms(checks) : undefined;
  if (parts.has('collector')) await buildCollectors();
  // the longest come last, where they may be left out
  const older = parts.has('api-server') ? await olderReleases(checks, found) : [];
  const delivered = parts.has('delivery') && local;
  const delivery = delivered ? await deliveryPrograms(checks) : undefined;
  const runs = (['collector', 'jaeger-v2', 'migration'] as const).some((part) => parts.has(part));
  const jaeger = runs ? await jaegerV2Program(checks) : undefined;
  const migrates = parts.has('migration') && jaeger !== undefined;
  const migration = migrates ? await migrationPrograms(checks, jaeger) : undefined;
  const releases = [...older, ...(newest === undefined ? [] : [newest])];
  return { operators, delivery, jaeger, migration, releases };
}

/** Finds or builds all Kubernetes releases but the newest; those that there is no time for are recorded. */
async function olderReleases(
  checks: Suite['checks'],
  found: readonly Release[],
): Promise<Release[]> {
  const built: Release[] = [];
  for (const release of found.slice(0, -1)) {
    const reason = release.lackOfTime();
    if (reason === undefined) {
      await release.programs();
      built.push(release);
    } else checks.skip('api-server', `Kubernetes ${release.name}`, reason);
  }
  return built;
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
