/** Type of the metadata of an app that is written in the steps of its plan, so that the order of its files says nothing. */
export const plannedMetadata = 'cdk8s-tracing/planned';
