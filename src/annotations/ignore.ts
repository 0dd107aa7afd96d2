/** Annotation that keeps findings about an object out of the linter's report: `rule: reason; rule: reason`. */
export const ignoreAnnotation = 'cdk8s-tracing/ignore';
