/** A switch of the OpenTelemetry operator for what it injects. */
export interface InjectionSwitch {
  /** Flag, without dashes. */
  readonly flag: string;
  /** Variable that says the same. */
  readonly variable: string;
  /** Feature gate of releases that have no such flag. */
  readonly gate: string;
  /**
   * First operator in which it is on unless told otherwise.
   *
   * @default - it is off unless told otherwise
   */
  readonly onSince?: string;
}

const prefix = 'operator.autoinstrumentation.';

/**
 * Agents that the operator injects only when it is told to.
 *
 * Source: opentelemetry-operator v0.158.0 internal/config/cli.go and env.go; v0.88.0 pkg/featuregate.
 */
export const agentSwitches: Readonly<Record<'go' | 'nginx', InjectionSwitch>> = {
  go: {
    flag: 'enable-go-instrumentation',
    variable: 'ENABLE_GO_AUTO_INSTRUMENTATION',
    gate: `${prefix}go`,
  },
  nginx: {
    flag: 'enable-nginx-instrumentation',
    variable: 'ENABLE_NGINX_AUTO_INSTRUMENTATION',
    gate: `${prefix}nginx`,
  },
};

/**
 * Whether the operator reads the containers that annotations name for one language.
 *
 * Source: opentelemetry-operator v0.109.0 and v0.110.0 main.go; v0.88.0 pkg/featuregate.
 */
export const namesByLanguageSwitch: InjectionSwitch = {
  flag: 'enable-multi-instrumentation',
  variable: 'ENABLE_MULTI_INSTRUMENTATION',
  gate: `${prefix}multi-instrumentation`,
  onSince: '0.110.0',
};
