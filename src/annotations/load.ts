/** Annotation that says what a collector has to carry: `5000 spans/s of 500 bytes`. */
export const loadAnnotation = 'cdk8s-tracing/load';

/** What a collector has to carry. */
interface CarriedLoad {
  readonly spansPerSecond: number;
  readonly spanBytes: number;
}

/** A load as the annotation has it. */
export function loadText({ spansPerSecond, spanBytes }: CarriedLoad): string {
  return `${spansPerSecond} spans/s of ${spanBytes} bytes`;
}

/** The load that an annotation says; undefined for what is none. */
export function readLoad(annotation: string): CarriedLoad | undefined {
  const [, spans, bytes] =
    /^(\d+(?:\.\d+)?) spans\/s of (\d+(?:\.\d+)?) bytes$/.exec(annotation.trim()) ?? [];
  const load = { spansPerSecond: Number(spans), spanBytes: Number(bytes) };
  return load.spansPerSecond > 0 && load.spanBytes > 0 ? load : undefined;
}
