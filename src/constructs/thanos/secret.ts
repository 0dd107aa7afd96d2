import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { dataKeyProblem, secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { refuse, within } from '../props/refuse.ts';
import { nameOrConstruct, required, type Shapes, text } from '../props/shape.ts';
import { configShapes, type ThanosTracingConfig, thanosSettings } from './argument.ts';
import type { SecretKeySelector, ThanosSettings } from './settings.ts';

/** Settings of a Thanos that the Prometheus operator runs. */
export interface ThanosTracingSecretProps extends ThanosTracingConfig, MetadataProps {
  /**
   * Namespace of the Prometheus or ThanosRuler that reads it.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Name of the Secret.
   *
   * @default 'thanos-tracing'
   */
  readonly name?: string;
  /**
   * Key that the settings stand under.
   *
   * @default 'tracing.yaml'
   */
  readonly key?: string;
  /** Release of Thanos, 0.32.0 or newer. */
  readonly version: string;
}

const shapes: Shapes<ThanosTracingSecretProps> = {
  ...metadataShapes,
  ...configShapes,
  namespace: nameOrConstruct,
  name: text,
  key: text,
  version: required(text),
};

/**
 * A Secret with the settings that make Thanos trace, which the Prometheus operator gives to the sidecar of a Prometheus and to a
 * ThanosRuler: `spec.thanos.tracingConfig` and `spec.tracingConfig` name it. Nothing in it is secret; the operator reads it from
 * nowhere else.
 *
 * The resources themselves are yours: set `tracingConfig` in them, or in the values of the chart that makes them, or have
 * `PrometheusTracing` and `ThanosRulerTracing` patch them.
 *
 * @throws for malformed names, for variables, which the operator gives the containers none of, and as `thanosTracingArg`
 */
export class ThanosTracingSecret extends Construct implements ThanosSettings {
  readonly namespace: string;
  readonly tracingConfig: SecretKeySelector;
  readonly checksum: string;

  constructor(scope: Construct, id: string, props: ThanosTracingSecretProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { name = 'thanos-tracing', key = 'tracing.yaml', labels, annotations, ...config } = props;
    this.namespace = namespaceOf(this, config.namespace);
    refuse(
      this,
      secretNameProblem(name, 'name'),
      dataKeyProblem('key', key),
      ...metadataProblems(props),
    );
    const settings = within(this, () => thanosSettings({ ...config, from: this.namespace }));
    const [variable] = /\$\(\w+\)/.exec(settings) ?? [];
    refuse(
      this,
      variable === undefined
        ? undefined
        : `serviceName and extraConfig must hold no variables, on which Thanos exits under the Prometheus operator, got ${variable}`,
    );
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: this.namespace, name, labels, annotations },
      stringData: { [key]: settings },
    });
    this.tracingConfig = { name, key };
    this.checksum = createHash('sha256').update(settings).digest('hex').slice(0, 16);
    guarded(this);
  }
}
