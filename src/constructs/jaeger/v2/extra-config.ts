import type { Components, Pipeline } from '../../collector/components.ts';
import { list, mapping, props, record, text } from '../../props/shape.ts';

/** More of the configuration of one part, as Jaeger documents it: mappings are merged, lists are appended to. */
export interface JaegerV2ExtraConfig {
  readonly receivers?: Components;
  readonly processors?: Components;
  readonly exporters?: Components;
  readonly connectors?: Components;
  readonly extensions?: Components;
  readonly service?: {
    readonly extensions?: readonly string[];
    readonly telemetry?: Components;
    readonly pipelines?: Readonly<Record<string, Partial<Pipeline>>>;
  };
}

/** What kinds of values it has. */
export const extraConfigShape = props<JaegerV2ExtraConfig>({
  receivers: mapping,
  processors: mapping,
  exporters: mapping,
  connectors: mapping,
  extensions: mapping,
  service: props<NonNullable<JaegerV2ExtraConfig['service']>>({
    extensions: list('ids', text),
    telemetry: mapping,
    pipelines: record(
      props<Partial<Pipeline>>({
        receivers: list('ids', text),
        processors: list('ids', text),
        exporters: list('ids', text),
      }),
    ),
  }),
});
