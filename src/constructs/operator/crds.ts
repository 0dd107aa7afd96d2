import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import type { OperatorManifest } from '../../upstream/operator/manifest.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { addAsWritten } from '../kubernetes/without-namespace.ts';
import { checkProps } from '../props/door.ts';
import {
  addMetadata,
  type MetadataProps,
  metadataProblems,
  metadataShapes,
} from '../props/metadata.ts';
import { refuse } from '../props/refuse.ts';
import { kind, required } from '../props/shape.ts';
import { crdsOf } from './crd-files.ts';
import type { WebhookCertificate } from './webhook-certificate.ts';

/** The operator whose CustomResourceDefinitions are added. */
export interface OperatorCrdsProps extends MetadataProps {
  /** An `OtelOperator` or `JaegerOperator` that was told to leave them out by `crds: false`. */
  readonly operator: {
    /** The definitions, as they are applied with this operator. */
    readonly definitions: readonly ApiObjectProps[];
  };
}

const operator = kind<OperatorCrdsProps['operator']>(
  'an operator with definitions',
  (value) => isRecord(value) && Array.isArray(value.definitions),
);

/** The CustomResourceDefinitions of an operator, apart from it: for instance in a chart that is applied first. */
export class OperatorCrds extends Construct {
  constructor(scope: Construct, id: string, props: OperatorCrdsProps) {
    super(scope, id);
    checkProps<OperatorCrdsProps>(this, { ...metadataShapes, operator: required(operator) }, props);
    refuse(this, ...metadataProblems(props));
    for (const definition of props.operator.definitions) {
      addAsWritten(this, definition.metadata?.name ?? '', definition);
    }
    addMetadata(this, props);
  }
}

/** An operator's CRDs, with the labels, annotations and conversion webhook that its installation gives them. */
export function crdDefinitions(
  operator: OperatorManifest,
  certificate: WebhookCertificate,
): ApiObjectProps[] {
  return crdsOf(operator.crds).map((crd) => {
    const { name } = crd.metadata;
    const conversion = operator.conversions[name];
    return {
      ...crd,
      metadata: {
        name,
        labels: { ...operator.labels },
        annotations: operator.caInjectedCrds.includes(name) ? certificate.annotations : undefined,
      },
      spec: {
        ...crd.spec,
        conversion: conversion && {
          strategy: 'Webhook',
          webhook: {
            clientConfig: certificate.clientConfig(conversion.path),
            conversionReviewVersions: [...conversion.reviewVersions],
          },
        },
      },
    };
  });
}
