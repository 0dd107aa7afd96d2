import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { checksumAnnotation, prometheusApiVersion } from '../../upstream/prometheus/resources.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { refuse } from '../props/refuse.ts';
import { requires } from '../props/requires.ts';
import { required, type Shapes, text } from '../props/shape.ts';
import { settingsProblem, settingsShape, type ThanosSettings } from './settings.ts';

/** Which ThanosRuler traces, and by which settings. */
export interface ThanosRulerTracingProps extends MetadataProps {
  /** Name of the ThanosRuler. */
  readonly name: string;
  /** What it traces, and where to: a `ThanosTracingSecret` in its namespace. */
  readonly thanos: ThanosSettings;
}

const shapes: Shapes<ThanosRulerTracingProps> = {
  ...metadataShapes,
  name: required(text),
  thanos: required(settingsShape),
};

/**
 * The fields that make an existing ThanosRuler of the Prometheus operator trace. The object is partial: put it in a
 * chart of its own, and apply its file by `kubectl patch --type=merge --patch-file`.
 *
 * @throws for malformed names
 */
export class ThanosRulerTracing extends Construct {
  constructor(scope: Construct, id: string, props: ThanosRulerTracingProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { name, thanos, labels, annotations } = props;
    refuse(
      this,
      dnsSubdomainProblem('name', name),
      settingsProblem('thanos', thanos),
      ...metadataProblems(props),
    );
    const { namespace, tracingConfig, checksum } = thanos;
    const ruler = new ApiObject(this, 'Resource', {
      apiVersion: prometheusApiVersion,
      kind: 'ThanosRuler',
      metadata: { namespace, name, labels, annotations },
      spec: {
        podMetadata:
          checksum === undefined ? undefined : { annotations: { [checksumAnnotation]: checksum } },
        tracingConfig: { ...tracingConfig },
      },
    });
    requires(ruler, 'prometheus-operator');
    guarded(this);
  }
}
