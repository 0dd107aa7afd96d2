/**
 * Why a text is no duration in Prometheus' words; undefined when it is one.
 *
 * Source: pattern of `interval` in the CustomResourceDefinition of PodMonitor, prometheus-operator v0.76.0.
 *
 * @param what - the thing named in the text, such as `interval`
 */
export function durationProblem(what: string, value: string): string | undefined {
  return /^(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/.test(value)
    ? undefined
    : `${what} must be a duration such as 30s or 1m30s, got '${value}'`;
}
