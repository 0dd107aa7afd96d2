import { goProgram, ModuleUnavailable } from './build.ts';
import { type Checks, messageOf } from './checks.ts';
import type { OperatorBinaries } from './cluster.ts';
import type { OperatorReleases } from './operators.ts';
import { jaegerOperator, otelOperators } from './programs.ts';

/** The operators that run in a test. */
export interface OperatorPrograms {
  readonly binaries: OperatorBinaries;
  /** Of those that are of another release than the manifests ask for. */
  readonly releases: OperatorReleases;
}

/**
 * Finds or builds the operators; of the OpenTelemetry operator, the release of the manifests, or the one before it that can be
 * fetched here.
 */
export async function operatorPrograms(checks: Checks): Promise<OperatorPrograms> {
  const jaeger = await goProgram(jaegerOperator);
  const [wanted, older] = otelOperators;
  try {
    const otel = await goProgram(wanted);
    return {
      binaries: { 'jaeger-operator': jaeger, 'opentelemetry-operator': otel },
      releases: {},
    };
  } catch (error) {
    if (!(error instanceof ModuleUnavailable)) throw error;
    checks.skip(
      'operators',
      `${wanted.name} ${wanted.version} itself`,
      `${messageOf(error)}\n${older.version} runs in its place, and the model is asked about that release`,
    );
    const otel = await goProgram(older);
    return {
      binaries: { 'jaeger-operator': jaeger, 'opentelemetry-operator': otel },
      releases: { 'opentelemetry-operator': older.version },
    };
  }
}
