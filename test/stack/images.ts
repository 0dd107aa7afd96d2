import type { Model } from '../../src/model/model.ts';
import { chosenImages as chosenByJaeger } from '../../src/upstream/jaeger/operator/images.ts';
import { versions } from '../../src/upstream/operator/versions.ts';
import { chosenImages as chosenByOtel } from '../../src/upstream/otel-operator/defaults/images.ts';

/** Every image that a cluster with the objects of a model may pull, sorted, each with what names it. */
export function imagesOf(model: Model): [image: string, named: string][] {
  const written = model.workloads.flatMap(({ object, containers }) =>
    containers.map(({ image = '' }) => [image, `${object.kind} ${object.name}`] as const),
  );
  const ofResources = model.customResources.flatMap(({ object }) =>
    fieldsOf(object.value.spec).map((image) => [image, `${object.kind} ${object.name}`] as const),
  );
  const chosen = model.operators.flatMap(({ kind, flags, container: { env } }) => {
    const told = (name: string) =>
      kind === 'opentelemetry'
        ? flags.findLast((flag) => flag.name === name)?.value
        : env.find((variable) => variable.name === name)?.value;
    const images =
      { opentelemetry: chosenByOtel(versions.otelOperator), jaeger: chosenByJaeger }[
        kind as string
      ] ?? {};
    return Object.entries(images).map(
      ([name, image]) => [told(name) ?? image, `${kind} operator, ${name}`] as const,
    );
  });
  return [...written, ...ofResources, ...chosen]
    .map(([image, named]): [string, string] => [image, named])
    .sort();
}

/** Images that the fields of a spec name, outside of what is no field. */
function fieldsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    if (key === 'config' || key === 'options') return [];
    return key === 'image' && typeof field === 'string' ? [field] : fieldsOf(field);
  });
}
