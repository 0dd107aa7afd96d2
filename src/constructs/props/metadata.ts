import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { labelKeyProblem, labelValueProblem } from '../../upstream/kubernetes/names.ts';

import { record, type Shapes, text } from './shape.ts';

/** Labels and annotations that a construct gives to its objects. */
export interface MetadataProps {
  /**
   * Labels of the objects, beside those that have a meaning for the construct.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the objects, beside those that have a meaning for the construct.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What kinds of values they are. */
export const metadataShapes: Shapes<MetadataProps> = {
  labels: record(text),
  annotations: record(text),
};

/** Why Kubernetes would refuse labels or annotations, undefined entries where it would not. */
export function metadataProblems({
  labels = {},
  annotations = {},
}: MetadataProps): (string | undefined)[] {
  return [
    ...Object.entries(labels).flatMap(([key, value]) => [
      labelKeyProblem('labels key', key),
      labelValueProblem(`labels '${key}'`, value),
    ]),
    ...Object.entries(annotations).flatMap(([key, value]) => [
      labelKeyProblem('annotations key', key),
      typeof value === 'string'
        ? undefined
        : `annotations '${key}' must be a string, got ${JSON.stringify(value)}`,
    ]),
  ];
}

/** Gives labels and annotations to all objects of a construct; those that an object has already stay. */
export function addMetadata(construct: IConstruct, props: MetadataProps): void {
  const { labels = {}, annotations = {} } = props;
  for (const { metadata } of construct.node.findAll().filter(ApiObject.isApiObject)) {
    for (const [key, value] of Object.entries(labels)) {
      if (metadata.getLabel(key) === undefined) metadata.addLabel(key, value);
    }
    const known = metadata.toJson()?.annotations ?? {};
    for (const [key, value] of Object.entries(annotations)) {
      if (!Object.hasOwn(known, key)) metadata.addAnnotation(key, value);
    }
  }
}
