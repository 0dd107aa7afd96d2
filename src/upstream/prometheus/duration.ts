/**
 * Why a text is no interval in Prometheus' words; undefined when it is one.
 *
 * Source: pattern of `interval` in the CustomResourceDefinition of PodMonitor, prometheus-operator v0.76.0; Prometheus module v0.313.2
 * config/config.go, ScrapeConfig.Validate, where 0 is that of all jobs.
 *
 * @param what - the thing named in the text, such as `interval`
 */
export function intervalProblem(what: string, value: string): string | undefined {
  if (!/^(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/.test(value)) {
    return `${what} must be a duration such as 30s or 1m30s, got '${value}'`;
  }
  return /[1-9]/.test(value)
    ? undefined
    : `${what} must be more than 0, which stands for Prometheus' own, got '${value}'`;
}
