import { telemetryGroup } from '../../upstream/istio/tracing.ts';
import { list, own, record, text } from '../../upstream/values/unknown.ts';
import type { Location, ObjectIndex } from '../kubernetes/objects.ts';

/** A provider that a Telemetry names for traces. */
export interface NamedProvider extends Location {
  readonly name: string;
}

/** Providers that Telemetries name for traces, each at the name. */
export function readTelemetries(objects: ObjectIndex): NamedProvider[] {
  return objects.ofKind('Telemetry', telemetryGroup).flatMap((object) =>
    list(record(object.value.spec).tracing).flatMap((tracing, rule) =>
      list(own(tracing, 'providers')).flatMap((provider, index) => {
        const name = text(own(provider, 'name'));
        const path = ['spec', 'tracing', rule, 'providers', index, 'name'];
        return name === undefined ? [] : [{ object, path, name }];
      }),
    ),
  );
}
